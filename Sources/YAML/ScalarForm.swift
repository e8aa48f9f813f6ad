/// The form in which Go's yaml.v3 writes a string: plain, quoted, or as a block of lines.
///
/// The rules for the characters are those of libyaml's emitter, which yaml.v3 descends from.
struct ScalarForm {
    private let value: String
    private let isBlockAllowed: Bool
    private let isSingleQuotedAllowed: Bool
    private let isPlainAllowed: Bool
    private let hasBreaks: Bool

    init(_ value: String) {
        self.value = value
        var survey = CharacterSurvey(value)
        for character in value.unicodeScalars { survey.add(character) }
        survey.end()
        hasBreaks = survey.hasBreaks
        isBlockAllowed = !survey.endsWithSpace && !survey.hasSpaceBeforeBreak && !survey.hasSpecial
        isSingleQuotedAllowed =
            !survey.hasBreaks && !survey.hasSpaceBeforeBreak && !survey.hasSpecial && !survey.hasTab
        isPlainAllowed =
            isSingleQuotedAllowed && !survey.hasIndicator && !survey.beginsWithSpace && !survey.endsWithSpace
    }

    /// Whether the string can stand before a `:` on its line; others follow a `?`.
    var fitsSimpleKey: Bool { !hasBreaks && value.utf8.count <= 128 }

    /// The string as a key that fits on a line.
    var keyText: String { lineText }

    /// The string as a value, whose further lines are indented by so many spaces.
    func text(indent: Int) -> String {
        guard hasBreaks, isBlockAllowed, value.utf8.contains(UInt8(ascii: "\n")) else { return lineText }
        return blockText(indent: indent)
    }

    private var lineText: String {
        guard isString else { return doubleQuoted }
        if isPlainAllowed { return value }
        return isSingleQuotedAllowed ? singleQuoted : doubleQuoted
    }

    /// Whether the string, written plain, is read as a string, by parsers of YAML 1.1 too.
    private var isString: Bool {
        guard case .string = YAMLScalar(plain: value), value != "<<" else { return false }
        return !looksLikeOldBoolean(value) && !looksLikeBase60(value) && !looksLikeTimestamp(value)
    }

    private var singleQuoted: String {
        var text = "'"
        for character in value.unicodeScalars {
            text.unicodeScalars.append(character)
            if character == "'" { text += "'" }
        }
        return text + "'"
    }

    private var doubleQuoted: String {
        var text = "\""
        for character in value.unicodeScalars {
            if character != "\"", character != "\\", !character.isYAMLBreak, character.isYAMLPrintable {
                text.unicodeScalars.append(character)
            } else {
                text += escape(of: character)
            }
        }
        return text + "\""
    }

    /// The string as a literal block, `|`, with a hint when its first line begins with space.
    private func blockText(indent: Int) -> String {
        let lineBreak = UInt8(ascii: "\n")
        var text = "|"
        if value.utf8.first == UInt8(ascii: " ") || value.utf8.first == lineBreak { text += "2" }
        var lines = value.utf8.split(separator: lineBreak, omittingEmptySubsequences: false)[...]
        let endsWithBreak = value.utf8.last == lineBreak
        if endsWithBreak { lines.removeLast() }
        if !endsWithBreak {
            text += "-"
        } else if lines.last?.isEmpty ?? true {
            text += "+"
        }
        let margin = String(repeating: " ", count: indent)
        for line in lines {
            text += "\n"
            if !line.isEmpty { text += margin + String(Substring(line)) }
        }
        return endsWithBreak ? text + "\n" : text
    }
}
