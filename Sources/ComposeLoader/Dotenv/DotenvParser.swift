import Diagnostics
import OrderedCollections

/// Reads the statements of an env file one after the other, going on after a bad one.
struct DotenvParser {
    private let text: [Unicode.Scalar]
    private let file: String
    private var position = 0
    private var line = 1
    private var lineStart = 0
    private(set) var variables: OrderedDictionary<String, String?> = [:]
    private(set) var collector = DiagnosticCollector()
    /// How many bytes the values of variables may still add to the text.
    private var room = 4 << 20
    /// Where each name was defined last; nil when that is not asked for.
    private var places: [String: SourceLocation]?

    init(_ text: String, file: String) {
        var scalars = Array(text.unicodeScalars)
        if scalars.first == "\u{FEFF}" { scalars.removeFirst() }
        self.text = scalars
        self.file = file
    }

    mutating func parse(_ lookup: (String) -> String?) {
        while skipToStatement() { readStatement(lookup) }
    }

    /// Where each variable of a text is defined, the last time if several times.
    static func places(in text: String, file: String) -> [String: SourceLocation] {
        var parser = DotenvParser(text, file: file)
        parser.places = [:]
        parser.parse { _ in "" }
        return parser.places ?? [:]
    }

    private mutating func readStatement(_ lookup: (String) -> String?) {
        skipExport()
        let start = place
        guard let name = readName() else { return skipLine() }
        places?[name] = start
        guard current == "=" || current == ":" else {
            variables.updateValue(lookup(name), forKey: name)
            return
        }
        advance()
        skipBlanks()
        guard let value = current == "\"" || current == "'" ? readQuoted(lookup) : readUnquoted(lookup) else { return }
        guard !name.isEmpty else { return collector.warning("a value without a name is ignored", at: start) }
        variables.updateValue(value, forKey: name)
    }

    /// The name before `=`, `:` or the end of the line, where the position is left; nil when it is none.
    private mutating func readName() -> String? {
        let start = position
        while let scalar = current, scalar != "=", scalar != ":", scalar != "\n" {
            guard scalar.isBlank || scalar.isAllowedInName else {
                collector.error("unexpected character '\(scalar)' in a variable name", at: place)
                return nil
            }
            advance()
        }
        var name = text[start..<position]
        while let last = name.last, last.isBlank { name.removeLast() }
        if let gap = name.firstIndex(where: \.isBlank) {
            collector.error("a variable name cannot contain a space", at: place(of: gap))
            return nil
        }
        return String(String.UnicodeScalarView(name))
    }

    /// To the end of the line, without a comment that a space precedes.
    private mutating func readUnquoted(_ lookup: (String) -> String?) -> String? {
        let start = place
        let first = position
        while let scalar = current, scalar != "\n" { advance() }
        var value = text[first..<position]
        if let comment = value.indices.first(where: { text[$0] == " " && $0 + 1 < position && text[$0 + 1] == "#" }) {
            value = value[..<comment]
        }
        while let last = value.last, last.properties.isWhitespace { value.removeLast() }
        return substitute(String(String.UnicodeScalarView(value)), from: start, hasPlainColumns: true, lookup)
    }

    /// To the closing quote, over several lines if need be; nil when there is none.
    private mutating func readQuoted(_ lookup: (String) -> String?) -> String? {
        let start = place
        let quote = text[position]
        advance()
        var content: [Unicode.Scalar] = []
        var isEscaped = false
        while let scalar = current {
            advance()
            if isEscaped {
                // Other escapes keep their backslash: double quotes resolve them below, single quotes never do.
                if scalar != quote { content.append("\\") }
                content.append(scalar)
                isEscaped = false
            } else if scalar == "\\" {
                isEscaped = true
            } else if scalar == quote {
                guard quote == "\"" else { return String(String.UnicodeScalarView(content)) }
                return substitute(DotenvEscapes.expand(content), from: start, hasPlainColumns: false, lookup)
            } else {
                content.append(scalar)
            }
        }
        collector.error("unterminated quoted value", at: start, hint: "close it with \(quote)")
        return nil
    }

    private mutating func substitute(
        _ value: String,
        from start: SourceLocation,
        hasPlainColumns: Bool,
        _ lookup: (String) -> String?
    ) -> String? {
        func place(_ offset: Int) -> SourceLocation {
            guard hasPlainColumns else { return start }
            return SourceLocation(file: file, line: start.line, column: start.column + offset)
        }
        let known = variables
        do throws(Substitution.Failure) {
            let limit = value.utf8.count + room
            let outcome = try Substitution.expand(value, limit: limit) { name in lookup(name) ?? (known[name] ?? nil) }
            room -= max(0, outcome.text.utf8.count - value.utf8.count)
            for variable in outcome.unset { collector.add(.unsetVariable(variable.name, at: place(variable.offset))) }
            return outcome.text
        } catch {
            collector.add(.substitutionFailure(error, in: value, at: place(error.offset)))
            return nil
        }
    }
}

/// Moving through the text.
extension DotenvParser {
    private var current: Unicode.Scalar? { position < text.count ? text[position] : nil }

    private var place: SourceLocation { place(of: position) }

    /// - Precondition: the index is on the current line.
    private func place(of index: Int) -> SourceLocation {
        SourceLocation(file: file, line: line, column: index - lineStart + 1)
    }

    private mutating func advance() {
        if text[position] == "\n" {
            line += 1
            lineStart = position + 1
        }
        position += 1
    }

    private mutating func skipBlanks() {
        while let scalar = current, scalar.isBlank { advance() }
    }

    private mutating func skipLine() {
        while let scalar = current, scalar != "\n" { advance() }
    }

    /// Skips white space and comments; false at the end of the text.
    private mutating func skipToStatement() -> Bool {
        while let scalar = current {
            if scalar == "#" {
                skipLine()
            } else if scalar.properties.isWhitespace {
                advance()
            } else {
                return true
            }
        }
        return false
    }

    private mutating func skipExport() {
        let keyword = "export".unicodeScalars
        guard text[position...].starts(with: keyword) else { return }
        let end = position + keyword.count
        guard end < text.count, text[end].isBlank else { return }
        while position < end { advance() }
        skipBlanks()
    }
}

extension Unicode.Scalar {
    /// White space that does not end a line.
    fileprivate var isBlank: Bool { self != "\n" && properties.isWhitespace }

    fileprivate var isAllowedInName: Bool {
        switch self {
        case "a"..."z", "A"..."Z", "0"..."9", "_", ".", "-", "[", "]": return true
        default: break
        }
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return true
        case .decimalNumber, .letterNumber, .otherNumber: return true
        default: return false
        }
    }
}
