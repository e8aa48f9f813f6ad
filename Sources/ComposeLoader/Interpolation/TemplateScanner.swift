/// One part of a text with variables in it.
enum TemplatePiece {
    /// Bytes that stand for themselves.
    case literal(Range<Int>)
    /// `$$`, which stands for one dollar sign.
    case dollar
    case variable(TemplateVariable)
    /// `${` that no valid name and closing brace follow; where it starts.
    case malformed(at: Int)
}

/// `$NAME` or `${NAME}`, or one of the forms with a word after the name.
struct TemplateVariable {
    enum Form {
        /// The value, and nothing when it is unset.
        case plain
        /// `-`: the word stands in for a missing value.
        case fallback
        /// `+`: the word replaces a value that is there.
        case alternative
        /// `?`: a missing value is an error that says the word.
        case required
    }

    var name: String
    var form = Form.plain
    /// The colon before the operator: an empty value counts as missing.
    var treatsEmptyAsMissing = false
    /// The bytes after the operator, not yet substituted.
    var word = 0..<0
    /// Where the dollar sign is.
    var start: Int
}

/// Takes a text apart into literal bytes and variables, from left to right.
struct TemplateScanner {
    private let bytes: [UInt8]
    private var position: Int
    private let end: Int
    /// For each brace after a dollar sign the one that closes it; found in one go when first asked for.
    private var closings: [Int: Int]?

    /// How many variables may stand in the word of another, which bounds how deep they nest.
    static let mostVariablesInWord = 100

    init(_ bytes: [UInt8], in range: Range<Int>) {
        self.bytes = bytes
        position = range.lowerBound
        end = range.upperBound
    }

    mutating func next() -> TemplatePiece? {
        guard position < end else { return nil }
        let start = position
        guard bytes[start] == .dollar else {
            while position < end, bytes[position] != .dollar { position += 1 }
            return .literal(start..<position)
        }
        let following: UInt8? = start + 1 < end ? bytes[start + 1] : nil
        if following == .dollar {
            position += 2
            return .dollar
        }
        if following == .openBrace { return braced(from: start) }
        let nameEnd = endOfName(from: start + 1)
        guard nameEnd > start + 1 else {
            position += 1
            return .literal(start..<position)
        }
        position = nameEnd
        return .variable(TemplateVariable(name: text(start + 1..<nameEnd), start: start))
    }

    private mutating func braced(from start: Int) -> TemplatePiece {
        let nameStart = start + 2
        let nameEnd = endOfName(from: nameStart)
        guard nameEnd > nameStart, nameEnd < end else { return malformed(from: start) }
        var variable = TemplateVariable(name: text(nameStart..<nameEnd), start: start)
        if bytes[nameEnd] == .closeBrace {
            position = nameEnd + 1
            return .variable(variable)
        }
        variable.treatsEmptyAsMissing = bytes[nameEnd] == .colon
        let operatorPosition = variable.treatsEmptyAsMissing ? nameEnd + 1 : nameEnd
        guard operatorPosition < end, let form = TemplateVariable.Form(bytes[operatorPosition]),
            let close = closingBrace(from: start, after: operatorPosition),
            isWithinBounds(operatorPosition + 1..<close)
        else { return malformed(from: start) }
        variable.form = form
        variable.word = operatorPosition + 1..<close
        position = close + 1
        return .variable(variable)
    }

    private mutating func malformed(from start: Int) -> TemplatePiece {
        position = end
        return .malformed(at: start)
    }

    /// The brace that closes the one after the dollar sign, counting the braces within, so that a word may be JSON.
    ///
    /// Where they do not balance, the last brace of the line closes.
    private mutating func closingBrace(from start: Int, after operatorPosition: Int) -> Int? {
        let closings = self.closings ?? matchedBraces(from: start)
        self.closings = closings
        if let close = closings[start + 1] { return close }
        let line = bytes[operatorPosition..<end].prefix { $0 != .newline }
        return line.lastIndex(of: .closeBrace)
    }

    /// The braces of the rest of the text, matched with each other.
    private func matchedBraces(from start: Int) -> [Int: Int] {
        var closings: [Int: Int] = [:]
        var open: [Int] = []
        for index in start..<end {
            if bytes[index] == .openBrace { open.append(index) }
            if bytes[index] == .closeBrace, let opening = open.popLast(), opening > start,
                bytes[opening - 1] == .dollar
            {
                closings[opening] = index
            }
        }
        return closings
    }

    private func isWithinBounds(_ word: Range<Int>) -> Bool {
        var count = 0
        for index in word.dropLast() where bytes[index] == .dollar && bytes[index + 1] == .openBrace { count += 1 }
        return count <= Self.mostVariablesInWord
    }

    private func endOfName(from start: Int) -> Int {
        guard start < end, bytes[start].startsName else { return start }
        var index = start + 1
        while index < end, bytes[index].continuesName { index += 1 }
        return index
    }

    private func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }
}

extension TemplateVariable.Form {
    fileprivate init?(_ byte: UInt8) {
        switch byte {
        case UInt8(ascii: "-"): self = .fallback
        case UInt8(ascii: "+"): self = .alternative
        case UInt8(ascii: "?"): self = .required
        default: return nil
        }
    }
}

extension UInt8 {
    static let dollar = UInt8(ascii: "$")
    fileprivate static let openBrace = UInt8(ascii: "{")
    fileprivate static let closeBrace = UInt8(ascii: "}")
    fileprivate static let colon = UInt8(ascii: ":")
    fileprivate static let newline = UInt8(ascii: "\n")

    fileprivate var startsName: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"): true
        default: false
        }
    }

    fileprivate var continuesName: Bool {
        startsName || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
    }
}
