/// One line of a source text as it is shown to the user, and where a caret goes below it.
struct QuotedLine: Sendable, Hashable {
    /// Longer lines are cut to a window around the column, which a terminal can hold without wrapping.
    private static let maximumLength = 160
    /// How much of a window lies before the column.
    private static let lead = 60

    let text: String
    /// As wide as what precedes the column, so that a caret after it stands under its character.
    let margin: String

    /// - Parameters:
    ///   - line: the line without its line break.
    ///   - column: counts Unicode scalars from 1, and may be one past the end.
    init(_ line: Substring, column: Int) {
        let scalars = Array(line.unicodeScalars)
        let target = min(max(0, column - 1), scalars.count)
        var window = 0..<scalars.count
        if scalars.count > Self.maximumLength {
            let start = max(0, min(target - Self.lead, scalars.count - Self.maximumLength))
            window = start..<min(scalars.count, start + Self.maximumLength)
        }
        var text = window.lowerBound > 0 ? "…" : ""
        var margin = window.lowerBound > 0 ? " " : ""
        for index in window {
            text.unicodeScalars.append(Self.printable(scalars[index]))
            if index < target { margin += Self.blank(for: scalars[index]) }
        }
        self.text = text + (window.upperBound < scalars.count ? "…" : "")
        self.margin = margin
    }

    /// Control characters in a file must not reach the terminal, except for tabs.
    private static func printable(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        scalar != "\t" && scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar
    }

    /// White space as wide as the scalar: a tab stays one, whatever its width is, and wide letters take two cells.
    private static func blank(for scalar: Unicode.Scalar) -> String {
        if scalar == "\t" { return "\t" }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return ""
        default: return isWide(scalar) ? "  " : " "
        }
    }

    private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.properties.isEmojiPresentation { return true }
        return switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6B,
            0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
            true
        default: false
        }
    }
}

extension String {
    /// The lines as a YAML reader counts them: broken at line feeds, carriage returns, both together, and Unicode's breaks.
    var sourceLines: [Substring] {
        split(omittingEmptySubsequences: false) { character in
            switch character {
            case "\n", "\r", "\r\n", "\u{85}", "\u{2028}", "\u{2029}": true
            default: false
            }
        }
    }
}
