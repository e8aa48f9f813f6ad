/// One problem found in what the user wrote, with where it is and what to do about it.
package struct Diagnostic: Sendable, Hashable {
    package enum Severity: String, Sendable {
        case error, warning
    }

    /// A second place that explains the first: the earlier definition, the next edge of a cycle.
    package struct Note: Sendable, Hashable {
        package var message: String
        package var location: SourceLocation

        package init(_ message: String, at location: SourceLocation) {
            self.message = message
            self.location = location
        }
    }

    package var severity: Severity
    /// What is wrong, in one line without a full stop: `unknown service 'dbb' in depends_on`.
    package var message: String
    /// The dotted path of the offending value: `services.web.depends_on.dbb`; nil when there is none.
    package var path: String?
    /// nil when the problem is in no file: a flag, an environment variable.
    package var location: SourceLocation?
    package var notes: [Note]
    /// What the user can do next, as an instruction: `did you mean 'db'?`.
    package var hint: String?

    package init(
        _ severity: Severity,
        _ message: String,
        path: String? = nil,
        at location: SourceLocation? = nil,
        notes: [Note] = [],
        hint: String? = nil
    ) {
        self.severity = severity
        self.message = message
        self.path = path
        self.location = location
        self.notes = notes
        self.hint = hint
    }
}

extension Diagnostic {
    /// The same finding where warnings count as errors.
    package var asError: Diagnostic {
        var error = self
        error.severity = .error
        return error
    }
}

extension Diagnostic: CustomStringConvertible {
    /// `compose.yaml:7:9: error: unknown service 'dbb' in depends_on`, then notes and hint on lines of their own.
    ///
    /// A problem that is in no file is placed by its path: `error: unknown service 'dbb' (services.web.depends_on)`.
    package var description: String {
        var text = location.map { "\($0): " } ?? ""
        text += "\(severity.rawValue): \(message)\(pathInsteadOfLocation)"
        for note in notes { text += "\n\(note.location): note: \(note.message)" }
        if let hint { text += "\n  hint: \(hint)" }
        return text
    }

    /// What stands after the message where no location stands before it; empty where one does.
    var pathInsteadOfLocation: String {
        guard location == nil, let path else { return "" }
        return " (\(path))"
    }
}
