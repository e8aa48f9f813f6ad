import Diagnostics

/// The rules for names of projects: lower case, `[a-z0-9_-]`, starting with a letter or digit.
enum ProjectName {
    /// The name without what is not allowed in it: `_My.Proj X` is `myprojx`.
    ///
    /// May come out empty.
    static func normalized(_ name: String) -> String {
        let allowed = name.lowercased().unicodeScalars.filter { isLetterOrDigit($0) || $0 == "_" || $0 == "-" }
        return String(String.UnicodeScalarView(allowed.drop { !isLetterOrDigit($0) }))
    }

    /// What is wrong with a name that was asked for outright, by `--project-name` for example; nil when nothing is.
    static func problem(with name: String, from origin: String) -> Diagnostic? {
        let allowed = normalized(name)
        guard allowed != name else { return nil }
        return Diagnostic(
            .error,
            "invalid project name '\(name)' in \(origin): it must consist of lower-case letters, digits, '-' and '_' "
                + "and start with a letter or digit",
            hint: allowed.isEmpty ? nil : "use '\(allowed)'"
        )
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar)
    }
}
