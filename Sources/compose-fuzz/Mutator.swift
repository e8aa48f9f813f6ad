/// Makes inputs of the texts of a corpus: the same ones for the same seed.
struct Mutator {
    private let corpus: Corpus
    private var random: Randomness

    /// No input becomes longer.
    private static let longestInput = 256 * 1024

    init(corpus: Corpus, seed: UInt64) {
        self.corpus = corpus
        random = Randomness(seed: seed)
    }

    mutating func next() -> FuzzInput {
        let kind: FuzzInput.Kind = random.oneIn(5) ? .dotenv : .compose
        if random.oneIn(40) { return FuzzInput(kind: kind, bytes: Bomb.make(kind, with: &random)) }
        var bytes = pick(corpus.texts(of: kind))
        for _ in 0...random.below(8) { mutate(&bytes, kind) }
        if bytes.count > Self.longestInput { bytes.removeSubrange(Self.longestInput...) }
        return FuzzInput(kind: kind, bytes: bytes)
    }

    private mutating func mutate(_ bytes: inout [UInt8], _ kind: FuzzInput.Kind) {
        switch random.below(11) {
        case 0: flipBit(in: &bytes)
        case 1: replaceByte(in: &bytes)
        case 2: insert(Array(pick(kind == .compose ? Vocabulary.compose : Vocabulary.dotenv).utf8), into: &bytes)
        case 3: overwrite(Array(pick(kind == .compose ? Vocabulary.compose : Vocabulary.dotenv).utf8), in: &bytes)
        case 4: removeSlice(of: &bytes)
        case 5: repeatSlice(of: &bytes)
        case 6: moveSlice(of: &bytes)
        case 7: splice(into: &bytes, kind)
        case 8: if !bytes.isEmpty { bytes.removeSubrange(random.below(bytes.count)...) }
        case 9: shiftLine(of: &bytes)
        default: swapLines(of: &bytes)
        }
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element { elements[random.below(elements.count)] }

    private mutating func position(in bytes: [UInt8]) -> Int { random.below(bytes.count + 1) }

    /// A stretch that is mostly short.
    private mutating func slice(of bytes: [UInt8]) -> Range<Int> {
        let start = position(in: bytes)
        let longest = random.oneIn(8) ? bytes.count : 64
        return start..<min(bytes.count, start + random.below(longest + 1))
    }
}

/// The single changes.
extension Mutator {
    private mutating func flipBit(in bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        bytes[random.below(bytes.count)] ^= 1 << UInt8(random.below(8))
    }

    private mutating func replaceByte(in bytes: inout [UInt8]) {
        guard !bytes.isEmpty else { return }
        bytes[random.below(bytes.count)] = UInt8(random.below(256))
    }

    private mutating func insert(_ token: [UInt8], into bytes: inout [UInt8]) {
        bytes.insert(contentsOf: token, at: position(in: bytes))
    }

    private mutating func overwrite(_ token: [UInt8], in bytes: inout [UInt8]) {
        let start = position(in: bytes)
        bytes.replaceSubrange(start..<min(bytes.count, start + token.count), with: token)
    }

    private mutating func removeSlice(of bytes: inout [UInt8]) { bytes.removeSubrange(slice(of: bytes)) }

    private mutating func repeatSlice(of bytes: inout [UInt8]) {
        let part = Array(bytes[slice(of: bytes)])
        let count = random.oneIn(10) ? random.below(400) : random.below(4)
        guard part.count * count <= Self.longestInput else { return }
        let copies = [[UInt8]](repeating: part, count: count).flatMap { $0 }
        bytes.insert(contentsOf: copies, at: position(in: bytes))
    }

    private mutating func moveSlice(of bytes: inout [UInt8]) {
        let range = slice(of: bytes)
        let part = Array(bytes[range])
        bytes.removeSubrange(range)
        bytes.insert(contentsOf: part, at: position(in: bytes))
    }

    /// The start of this text and the end of another, or a part of another inside this one.
    private mutating func splice(into bytes: inout [UInt8], _ kind: FuzzInput.Kind) {
        let other = pick(corpus.texts(of: kind))
        if random.oneIn(2) {
            bytes.removeSubrange(position(in: bytes)...)
            bytes += other[position(in: other)...]
        } else {
            bytes.insert(contentsOf: other[slice(of: other)], at: position(in: bytes))
        }
    }

    private func lineStarts(of bytes: [UInt8]) -> [Int] {
        [0] + bytes.indices.filter { bytes[$0] == UInt8(ascii: "\n") }.map { $0 + 1 }
    }

    /// Indents a line more or less, which gives it another parent.
    private mutating func shiftLine(of bytes: inout [UInt8]) {
        let start = pick(lineStarts(of: bytes))
        if random.oneIn(2) {
            bytes.insert(contentsOf: [UInt8](repeating: UInt8(ascii: " "), count: 1 + random.below(4)), at: start)
        } else {
            let blanks = bytes[start...].prefix { $0 == UInt8(ascii: " ") }.count
            bytes.removeSubrange(start..<start + min(blanks, 2))
        }
    }

    private mutating func swapLines(of bytes: inout [UInt8]) {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        lines.swapAt(random.below(lines.count), random.below(lines.count))
        bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    }
}
