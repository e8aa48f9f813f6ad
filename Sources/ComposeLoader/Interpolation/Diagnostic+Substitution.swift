import Diagnostics

extension Diagnostic {
    static func unsetVariable(
        _ name: String,
        path: String? = nil,
        at place: SourceLocation,
        hint: String? = nil
    ) -> Diagnostic {
        Diagnostic(
            .warning,
            "The \"\(name)\" variable is not set. Defaulting to a blank string.",
            path: path,
            at: place,
            hint: hint
        )
    }

    /// Quotes the whole text where its form is the problem; the path is nil in an env file.
    static func substitutionFailure(
        _ failure: Substitution.Failure,
        in text: String,
        path: String? = nil,
        at place: SourceLocation
    ) -> Diagnostic {
        switch failure.reason {
        case .malformed:
            let subject = path.map { " for \($0)" } ?? ""
            return Diagnostic(
                .error,
                "invalid interpolation format\(subject): '\(text)'",
                path: path,
                at: place,
                hint: "write $$ where a dollar sign is meant"
            )
        case .tooLong:
            let subject = path.map { " of \($0)" } ?? ""
            return Diagnostic(
                .error,
                "the variables\(subject) stand for too much text",
                path: path,
                at: place,
                hint: "look for variables whose values repeat other variables"
            )
        case .required(let name, let message):
            let subject = path.map { "error while interpolating \($0): " } ?? ""
            let reason = message.isEmpty ? "" : ": \(message)"
            return Diagnostic(
                .error,
                "\(subject)required variable \(name) is missing a value\(reason)",
                path: path,
                at: place,
                hint: "set \(name) in the environment or in an env file"
            )
        }
    }
}
