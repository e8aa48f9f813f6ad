/// One use of a variable in a text, as `config --variables` lists them.
package struct VariableUse: Sendable, Hashable {
    package var name: String
    /// `${NAME:?…}` or `${NAME?…}`.
    package var isRequired: Bool
    /// The word of `${NAME:-word}` or `${NAME-word}`, as it was written.
    package var defaultValue: String?
    /// The word of `${NAME:+word}` or `${NAME+word}`, as it was written.
    package var alternateValue: String?

    package init(name: String, isRequired: Bool = false, defaultValue: String? = nil, alternateValue: String? = nil) {
        self.name = name
        self.isRequired = isRequired
        self.defaultValue = defaultValue
        self.alternateValue = alternateValue
    }
}

extension Substitution {
    /// The variables of a text in the order they are written, those inside the words of others included.
    ///
    /// Stops at a malformed variable, which an interpolating load reports.
    package static func variables(in text: String) -> [VariableUse] {
        guard text.utf8.contains(.dollar) else { return [] }
        let bytes = Array(text.utf8)
        return variables(in: bytes, 0..<bytes.count)
    }

    private static func variables(in bytes: [UInt8], _ range: Range<Int>) -> [VariableUse] {
        var uses: [VariableUse] = []
        var scanner = TemplateScanner(bytes, in: range)
        while let piece = scanner.next() {
            guard case .variable(let variable) = piece else { continue }
            let word = String(decoding: bytes[variable.word], as: UTF8.self)
            var use = VariableUse(name: variable.name)
            switch variable.form {
            case .plain: break
            case .fallback: use.defaultValue = word
            case .alternative: use.alternateValue = word
            case .required: use.isRequired = true
            }
            uses.append(use)
            uses += variables(in: bytes, variable.word)
        }
        return uses
    }
}
