/// Guesses whether a dollar sign before an unset name was meant as itself, as in the password `pa$word`.
enum LiteralDollar {
    /// What to tell the user beside the warning that the variable is unset.
    ///
    /// - Parameters:
    ///   - offset: the dollar sign, in Unicode scalars from the start of the text.
    ///   - text: the value as it was written.
    ///   - path: the dotted path of the value: its last part may tell that it is a password.
    /// - Returns: an instruction; nil when a variable was most likely meant.
    static func hint(forDollarAt offset: Int, in text: String, path: String) -> String? {
        let scalars = text.unicodeScalars
        guard let dollar = scalars.index(scalars.startIndex, offsetBy: offset, limitedBy: scalars.endIndex),
            dollar != scalars.endIndex
        else { return nil }
        // Nobody puts braces around the rest of a password.
        guard let next = scalars[dollar...].dropFirst().first, next != "{" else { return nil }
        let follows = dollar != scalars.startIndex && isWordlike(scalars[scalars.index(before: dollar)])
        let name = text.contains("=") && path.hasSuffix("]") ? text.prefix { $0 != "=" } : Substring(path)
        guard follows || isSecretName(name) else { return nil }
        return "write $$ for a literal $"
    }

    /// Whether a variable seldom follows this without braces.
    private static func isWordlike(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "!", "#", "%", "^", "*", "$": true
        default: false
        }
    }

    private static func isSecretName(_ path: Substring) -> Bool {
        let name = path.split(separator: ".").last.map { $0.uppercased() } ?? ""
        return ["PASS", "SECRET", "TOKEN", "HASH", "BASICAUTH"].contains { name.contains($0) }
    }
}
