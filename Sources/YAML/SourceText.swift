internal import Diagnostics

/// The text of a file, to be looked at when something in it is wrong.
struct SourceText {
    let bytes: [UInt8]
    let file: String

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// The text without the byte order mark, which takes up no column.
    private var content: ArraySlice<UInt8> {
        bytes.starts(with: Self.byteOrderMark) ? bytes.dropFirst(Self.byteOrderMark.count) : bytes[...]
    }

    /// The place of a byte, counted from the start of the file.
    func location(ofByte offset: Int) -> SourceLocation {
        var line = 1
        var column = 1
        for byte in content.prefix(max(0, offset - content.startIndex)) {
            if byte == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80 {
                column += 1
            }
        }
        return SourceLocation(file: file, line: line, column: column)
    }

    /// The characters of a line, counted from 1, without its line break; none past the end.
    func line(_ number: Int) -> [Unicode.Scalar] {
        let lines = content.split(
            separator: UInt8(ascii: "\n"),
            maxSplits: number,
            omittingEmptySubsequences: false
        )
        guard lines.indices.contains(number - 1) else { return [] }
        var characters = Array(String(decoding: lines[number - 1], as: UTF8.self).unicodeScalars)
        if characters.last == "\r" { characters.removeLast() }
        return characters
    }

    /// The character at a place; nil at the end of a line and of the text.
    func character(at place: SourceLocation) -> Unicode.Scalar? {
        let characters = line(place.line)
        return characters.indices.contains(place.column - 1) ? characters[place.column - 1] : nil
    }

    /// Whether the text has no more characters, blank lines left aside.
    func isEnd(_ place: SourceLocation) -> Bool {
        let lines = content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        guard lines.indices.contains(place.line - 1) else { return true }
        let rest = line(place.line).dropFirst(place.column - 1)
        let blanks: [UInt8] = [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")]
        return rest.allSatisfy { $0 == " " || $0 == "\t" }
            && lines.dropFirst(place.line).allSatisfy { $0.allSatisfy { blanks.contains($0) } }
    }
}
