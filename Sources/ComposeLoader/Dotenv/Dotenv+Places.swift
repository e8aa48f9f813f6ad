import Diagnostics

extension Dotenv {
    /// Where each variable of an env file is defined, the last time if several times.
    ///
    /// Lines that cannot be understood are left out; reading the values reports them.
    ///
    /// - Parameters:
    ///   - text: the content of the file.
    ///   - file: the name that places carry.
    ///   - isRaw: whether the file is read by `parseRaw`.
    /// - Returns: places by name.
    static func places(in text: String, file: String, isRaw: Bool = false) -> [String: SourceLocation] {
        guard isRaw else { return DotenvParser.places(in: text, file: file) }
        var places: [String: SourceLocation] = [:]
        let lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        for (index, line) in lines.enumerated() {
            let statement = line.drop { $0 == " " || $0 == "\t" || $0 == "\u{FEFF}" }
            let column = line.unicodeScalars.count - statement.unicodeScalars.count + 1
            let name = String(statement.prefix { $0 != "=" })
            places[name] = SourceLocation(file: file, line: index + 1, column: column)
        }
        return places
    }
}
