/// How wide text is on a terminal, whose unit is the cell: most characters take one, East Asian ones two, marks none.
extension StringProtocol {
    /// How many cells the text takes; control sequences and control characters take none.
    package var displayWidth: Int {
        if utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return utf8.count }
        var width = 0
        for case .text(let text) in ANSISegments(Substring(self)) {
            for character in text { width += character.displayWidth }
        }
        return width
    }

    /// The text cut to at most so many cells, the last of them then an ellipsis.
    ///
    /// Control sequences beyond the cut are kept, so that a colour that was switched on is switched off again.
    package func truncated(toWidth limit: Int) -> String {
        guard displayWidth > limit else { return String(self) }
        guard limit > 0 else { return "" }
        var cut = ""
        var width = 0
        var isFull = false
        for segment in ANSISegments(Substring(self)) {
            switch segment {
            case .sequence(let sequence):
                cut += sequence
            case .text(let text):
                for character in text where !isFull {
                    let next = character.displayWidth
                    isFull = width + next > limit - 1
                    if isFull {
                        cut += "…"
                    } else {
                        cut.append(character)
                        width += next
                    }
                }
            }
        }
        return cut
    }

    /// The text with spaces after it up to so many cells; unchanged when it is wider.
    package func padded(toWidth width: Int) -> String {
        String(self) + String(repeating: " ", count: Swift.max(0, width - displayWidth))
    }
}

extension Character {
    /// 0, 1 or 2 cells: a character of several scalars is as wide as its widest.
    var displayWidth: Int {
        var width = 0
        for scalar in unicodeScalars {
            // Asks for the emoji form of the character before it, which is wide.
            if scalar == "\u{FE0F}" { return 2 }
            width = Swift.max(width, scalar.displayWidth)
        }
        // Two regional indicators make one flag.
        if unicodeScalars.count > 1, unicodeScalars.allSatisfy({ (0x1F1E6...0x1F1FF).contains($0.value) }) { return 2 }
        return width
    }
}

extension Unicode.Scalar {
    fileprivate var displayWidth: Int {
        if value < 0x7F { return value < 0x20 ? 0 : 1 }
        if properties.isEmojiPresentation, !(0x1F1E6...0x1F1FF).contains(value) { return 2 }
        switch properties.generalCategory {
        case .control, .format, .nonspacingMark, .enclosingMark, .surrogate: return value == 0xAD ? 1 : 0
        default: break
        }
        // Vowels and finals of a Hangul syllable are drawn into its first letter.
        if (0x1160...0x11FF).contains(value) { return 0 }
        return Self.wideRanges.contains { $0.contains(value) } ? 2 : 1
    }

    /// The blocks that Unicode's East Asian Width calls wide or fullwidth; emoji are told by their own property.
    private static let wideRanges: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
        0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60,
        0xFFE0...0xFFE6, 0x16FE0...0x18CFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F265, 0x20000...0x3FFFD,
    ]
}
