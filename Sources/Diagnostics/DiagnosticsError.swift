/// Thrown when a stage cannot hand on a result.
///
/// Carries every problem found, not just the first, and the warnings found beside them.
package struct DiagnosticsError: Error, Sendable {
    package let diagnostics: [Diagnostic]

    /// - Precondition: at least one diagnostic is an error; a failure that names none tells the user nothing.
    package init(_ diagnostics: [Diagnostic]) {
        precondition(diagnostics.contains { $0.severity == .error }, "a diagnostics error names no error")
        self.diagnostics = diagnostics
    }
}

extension DiagnosticsError: CustomStringConvertible {
    package var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}
