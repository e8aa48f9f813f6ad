/// Collects problems while a stage keeps going, so that one run reports them all.
package struct DiagnosticCollector: Sendable {
    package private(set) var diagnostics: [Diagnostic] = []

    package init() {}

    package var hasErrors: Bool { diagnostics.contains { $0.severity == .error } }

    package mutating func add(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

    package mutating func error(
        _ message: String,
        path: String? = nil,
        at location: SourceLocation? = nil,
        notes: [Diagnostic.Note] = [],
        hint: String? = nil
    ) {
        diagnostics.append(Diagnostic(.error, message, path: path, at: location, notes: notes, hint: hint))
    }

    package mutating func warning(
        _ message: String,
        path: String? = nil,
        at location: SourceLocation? = nil,
        notes: [Diagnostic.Note] = [],
        hint: String? = nil
    ) {
        diagnostics.append(Diagnostic(.warning, message, path: path, at: location, notes: notes, hint: hint))
    }

    /// Throws all diagnostics when any of them is an error; called at the end of a stage.
    package func throwIfErrors() throws(DiagnosticsError) {
        guard hasErrors else { return }
        throw DiagnosticsError(diagnostics)
    }
}
