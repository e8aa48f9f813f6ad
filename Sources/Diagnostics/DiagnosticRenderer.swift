/// Renders diagnostics with the source line they point at, a caret and the hint.
///
/// Holds the texts it may quote, since this room reads no file.
package struct DiagnosticRenderer: Sendable {
    private let lines: [String: [Substring]]
    private let isColoured: Bool

    /// - Parameters:
    ///   - sources: the text of each file by the name that locations carry; a file that is absent is not quoted.
    ///   - isColoured: whether severities and carets get ANSI colour.
    package init(sources: [String: String] = [:], isColoured: Bool = false) {
        lines = sources.mapValues(\.sourceLines)
        self.isColoured = isColoured
    }

    /// All diagnostics, errors first and then by place, each quoting its line.
    package func render(_ diagnostics: [Diagnostic]) -> String {
        diagnostics.inReadingOrder().map { render($0) }.joined(separator: "\n")
    }

    package func render(_ diagnostic: Diagnostic) -> String {
        var text = diagnostic.location.map { "\($0): " } ?? ""
        text += paint("\(diagnostic.severity.rawValue):", diagnostic.severity == .error ? "1;31" : "1;33")
        text += " \(diagnostic.message)\(diagnostic.pathInsteadOfLocation)"
        text += quote(diagnostic.location)
        for note in diagnostic.notes {
            text += "\n\(note.location): \(paint("note:", "1;36")) \(note.message)"
            text += quote(note.location)
        }
        if let hint = diagnostic.hint { text += "\n  \(paint("hint:", "1;32")) \(hint)" }
        return text
    }

    /// Nobody writes longer lines, and with many findings in one it would be gone through again and again.
    private static let longestQuoted = 20_000

    /// The line a location points at and a caret under its column, each after a line break; empty when unknown.
    private func quote(_ location: SourceLocation?) -> String {
        guard let location, let lines = lines[location.file], lines.indices.contains(location.line - 1) else {
            return ""
        }
        let text = lines[location.line - 1]
        guard text.utf8.count <= Self.longestQuoted else { return "" }
        let line = QuotedLine(text, column: location.column)
        return "\n  \(line.text)\n  \(line.margin)\(paint("^", "1;32"))"
    }

    private func paint(_ text: String, _ code: String) -> String {
        isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }
}
