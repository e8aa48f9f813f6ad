/// Writes values as Go's yaml.v3 writes them with an indentation of two, which is what docker compose prints.
///
/// Lists are indented below their key, and lines are never folded.
package struct YAMLEmitter {
    private var text = ""

    private init() {}

    /// The YAML text of a document, ended by a line break.
    package static func text(of value: YAMLOutput) -> String {
        var emitter = YAMLEmitter()
        if let scalar = emitter.inlineText(of: value, indent: 2) {
            emitter.text = scalar
        } else {
            emitter.writeCollection(value, indent: 0, continuesLine: true)
        }
        emitter.endLine()
        return emitter.text
    }

    /// Writes a list or map that is not empty; `continuesLine` when its first item stands on the line already begun.
    private mutating func writeCollection(_ value: YAMLOutput, indent: Int, continuesLine: Bool) {
        var startsLine = !continuesLine
        switch value {
        case .list(let items):
            for item in items {
                if startsLine { startLine(indent: indent) }
                startsLine = true
                text += "-"
                writeItem(item, indent: indent + 2)
            }
        case .map(let pairs):
            for (key, value) in pairs {
                if startsLine { startLine(indent: indent) }
                startsLine = true
                writePair(key, value, indent: indent)
            }
        case .null, .bool, .int, .double, .float, .string, .commented:
            preconditionFailure("a scalar is written inline")
        }
    }

    private mutating func writePair(_ key: String, _ value: YAMLOutput, indent: Int) {
        let form = ScalarForm(key)
        guard form.fitsSimpleKey else {
            text += "? \(form.text(indent: indent + 2))"
            startLine(indent: indent)
            text += ":"
            writeItem(value, indent: indent + 2)
            return
        }
        text += form.keyText
        text += ":"
        if let scalar = inlineText(of: value, indent: indent + 2) {
            text += " \(scalar)"
        } else {
            writeCollection(value, indent: indent + 2, continuesLine: false)
        }
    }

    /// Writes what follows a `-`, or the `:` of a key that has a line of its own.
    private mutating func writeItem(_ value: YAMLOutput, indent: Int) {
        text += " "
        if let scalar = inlineText(of: value, indent: indent) {
            text += scalar
        } else {
            writeCollection(value, indent: indent, continuesLine: true)
        }
    }

    /// The text of a value that begins on the line of its key; nil for lists and maps with something in them.
    private func inlineText(of value: YAMLOutput, indent: Int) -> String? {
        switch value {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .int(let value): String(value)
        case .double(let value): goText(of: value)
        case .float(let value): goText(of: value)
        case .string(let value): ScalarForm(value).text(indent: indent)
        case .list(let items): items.isEmpty ? "[]" : nil
        case .map(let pairs): pairs.isEmpty ? "{}" : nil
        case .commented(let value, let comment):
            inlineText(of: value, indent: indent).map { Self.text($0, commentedWith: comment) }
        }
    }

    /// A comment on a block stands behind its `|`; what could end the comment's line is replaced.
    private static func text(_ text: String, commentedWith comment: String) -> String {
        var safe = ""
        for character in comment.unicodeScalars {
            safe.unicodeScalars.append(character.isYAMLPrintable && !character.isYAMLBreak ? character : "?")
        }
        guard let lineEnd = text.utf8.firstIndex(of: UInt8(ascii: "\n")) else { return "\(text) # \(safe)" }
        return "\(text[..<lineEnd]) # \(safe)\(text[lineEnd...])"
    }

    /// Ends the line unless the text in a block of its own has done so.
    private mutating func endLine() {
        if text.utf8.last != UInt8(ascii: "\n") { text += "\n" }
    }

    private mutating func startLine(indent: Int) {
        endLine()
        text += String(repeating: " ", count: indent)
    }
}
