/// A command written as one text, split as the reference splits it: like a shell, without expanding anything.
struct ShellWords: Equatable {
    var words: [String]
    /// What follows an operator that only a shell understands, operator included; the reference drops it.
    var dropped: String?

    /// Says why a text is no command line.
    struct Problem: Error {
        var message: String

        init(_ message: String) { self.message = message }
    }

    init(_ line: String) throws(Problem) {
        var splitter = Splitter()
        var operatorIndex: String.Index?
        for index in line.indices {
            guard try splitter.take(line[index]) else {
                operatorIndex = index
                break
            }
        }
        words = try splitter.finish()
        dropped = operatorIndex.map { String(line[$0...]) }
    }
}

/// The state between two characters.
private struct Splitter {
    private var words: [String] = []
    private var word = ""
    private var hasWord = false
    private var isEscaped = false
    private var quote: Character?
    private var inBackticks = false
    private var inSubstitution = false

    init() {}

    /// False at an operator, after which nothing more is read.
    mutating func take(_ character: Character) throws(ShellWords.Problem) -> Bool {
        if isEscaped {
            append(character == "t" ? "\t" : character == "n" ? "\n" : character)
            isEscaped = false
            return true
        }
        switch character {
        case "\\" where quote != "'":
            isEscaped = true
        case " ", "\t", "\r", "\n", "\r\n":
            takeSpace(character)
        case "`" where quote == nil && !inSubstitution:
            inBackticks.toggle()
            append(character)
        case "(" where quote == nil && !inBackticks:
            guard !inSubstitution, word.hasSuffix("$") else { throw ShellWords.Problem("a '(' stands outside quotes") }
            inSubstitution = true
            append(character)
        case ")" where quote == nil && !inBackticks:
            inSubstitution.toggle()
            append(character)
        case "\"" where quote != "'" && !inSubstitution, "'" where quote != "\"" && !inSubstitution:
            takeQuote(character)
        case ";", "&", "|", "<", ">":
            if quote == nil, !inBackticks, !inSubstitution {
                dropDescriptor(before: character)
                return false
            }
            append(character)
        default:
            append(character)
        }
        return true
    }

    mutating func finish() throws(ShellWords.Problem) -> [String] {
        if let quote { throw ShellWords.Problem("a \(quote) is not closed") }
        if isEscaped { throw ShellWords.Problem("it ends in a backslash") }
        if inBackticks { throw ShellWords.Problem("a ` is not closed") }
        if inSubstitution { throw ShellWords.Problem("parentheses do not match") }
        endWord()
        return words
    }

    private mutating func append(_ character: Character) {
        word.append(character)
        hasWord = true
    }

    private mutating func takeSpace(_ character: Character) {
        if quote != nil || inBackticks || inSubstitution { word.append(character) } else { endWord() }
    }

    /// A closing quote makes a word even of nothing.
    private mutating func takeQuote(_ character: Character) {
        if quote == character {
            quote = nil
            hasWord = true
        } else {
            quote = character
        }
    }

    /// In `2>file` the digit belongs to the operator.
    private mutating func dropDescriptor(before character: Character) {
        guard character == ">", let first = word.utf8.first, (0x30...0x39).contains(first) else { return }
        hasWord = false
    }

    private mutating func endWord() {
        if hasWord { words.append(word) }
        word = ""
        hasWord = false
    }
}
