/// Splits text into control sequences and what lies between them.
///
/// Knows the forms that programs print: `ESC [ … letter`, `ESC ] … BEL` (or `ESC \`), and ESC with one more character.
/// An unfinished sequence at the end counts as a sequence.
struct ANSISegments: Sequence, IteratorProtocol {
    enum Segment: Hashable {
        case text(Substring)
        case sequence(Substring)
    }

    private static let escape: Unicode.Scalar = "\u{1B}"

    private var rest: Substring.UnicodeScalarView

    init(_ text: Substring) {
        rest = text.unicodeScalars
    }

    mutating func next() -> Segment? {
        guard let first = rest.first else { return nil }
        guard first == Self.escape else {
            let end = rest.firstIndex(of: Self.escape) ?? rest.endIndex
            defer { rest = rest[end...] }
            return .text(Substring(rest[..<end]))
        }
        let end = endOfSequence()
        defer { rest = rest[end...] }
        return .sequence(Substring(rest[..<end]))
    }

    /// The index after the sequence that `rest` starts with.
    private func endOfSequence() -> String.Index {
        var index = rest.index(after: rest.startIndex)
        guard index < rest.endIndex else { return index }
        let kind = rest[index]
        index = rest.index(after: index)
        switch kind {
        case "[":
            return after(index) { (0x40...0x7E).contains($0.value) }
        case "]", "P", "_", "^":
            while index < rest.endIndex {
                let scalar = rest[index]
                index = rest.index(after: index)
                if scalar == "\u{07}" { return index }
                if scalar == Self.escape {
                    return index < rest.endIndex && rest[index] == "\\" ? rest.index(after: index) : index
                }
            }
            return index
        case "(", ")", "#", "%":
            return index < rest.endIndex ? rest.index(after: index) : index
        default:
            return index
        }
    }

    private func after(_ start: String.Index, _ isLast: (Unicode.Scalar) -> Bool) -> String.Index {
        var index = start
        while index < rest.endIndex {
            let scalar = rest[index]
            index = rest.index(after: index)
            if isLast(scalar) { return index }
        }
        return index
    }
}

extension StringProtocol {
    /// The text without its control sequences.
    package var strippingANSI: String {
        var plain = ""
        for case .text(let text) in ANSISegments(Substring(self)) { plain += text }
        return plain
    }
}
