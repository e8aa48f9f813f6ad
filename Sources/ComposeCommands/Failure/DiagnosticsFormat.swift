internal import Diagnostics
internal import FoundationEssentials

/// The form in which problems are told, `--diagnostics`.
enum DiagnosticsFormat: String, Sendable, CaseIterable {
    /// For people: with the line of the file and a caret.
    case text
    /// For editors and the like: one object a line.
    case json
}

/// Diagnostics as one JSON object a line.
enum DiagnosticLines {
    /// Errors first and then by place; without a line break at the end.
    static func text(of diagnostics: [Diagnostic]) -> String {
        diagnostics.inReadingOrder().map { line(of: $0) }.joined(separator: "\n")
    }

    static func line(of diagnostic: Diagnostic) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(diagnostic), as: UTF8.self)
        } catch {
            preconditionFailure("a diagnostic holds nothing that JSON cannot say")
        }
    }
}

extension Sequence<Diagnostic> {
    /// What `--strict` makes of warnings.
    func asErrors() -> [Diagnostic] {
        map { diagnostic in
            var diagnostic = diagnostic
            diagnostic.severity = .error
            return diagnostic
        }
    }
}
