/// What a registry says about how to be let in, from its `WWW-Authenticate` field.
struct BearerChallenge: Sendable, Equatable {
    /// In lower case: `bearer`, `basic`.
    let scheme: String
    /// By name in lower case: `realm`, `service`, `scope`.
    let parameters: [String: String]

    /// nil when the field is no challenge.
    init?(_ field: String) {
        let words = field.split(separator: " ", maxSplits: 1)
        guard let scheme = words.first else { return nil }
        self.scheme = scheme.lowercased()
        parameters = words.count > 1 ? Self.parameters(of: words[1]) : [:]
    }

    /// Reads `name="value",name=value`; a value in quotes may have commas and escaped quotes in it.
    private static func parameters(of text: Substring) -> [String: String] {
        var parameters: [String: String] = [:]
        var rest = text
        while let equals = rest.firstIndex(of: "=") {
            let name = rest[..<equals].filter { $0 != " " && $0 != "," }.lowercased()
            rest = rest[rest.index(after: equals)...]
            var value = ""
            if rest.first == "\"" {
                rest = rest.dropFirst()
                while let character = rest.popFirst(), character != "\"" {
                    value.append(character == "\\" ? rest.popFirst() ?? character : character)
                }
            } else {
                value = String(rest.prefix { $0 != "," })
                rest = rest.drop { $0 != "," }
            }
            parameters[name] = value
        }
        return parameters
    }
}
