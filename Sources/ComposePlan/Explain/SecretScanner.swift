/// Goes through one text and replaces what follows the name of a credential: `--password x`, `TOKEN=x`,
/// `Authorization: Bearer x`, `"secret": "x"`.
struct SecretScanner {
    private let characters: [Character]
    private let quietFlags: [String]
    private let digest: SaltedDigest
    private var index = 0
    private var result = ""

    /// `quietFlags` take a password although their name does not say so.
    init(_ text: String, _ quietFlags: [String], _ digest: SaltedDigest) {
        characters = Array(text)
        self.quietFlags = quietFlags
        self.digest = digest
    }

    mutating func scan() -> String {
        while index < characters.count {
            let start = index
            while index < characters.count, CredentialSign.isNamePart(characters[index]) { index += 1 }
            if index > start {
                take(String(characters[start..<index]), from: start)
            } else {
                result.append(characters[index])
                index += 1
            }
        }
        return result
    }

    private mutating func take(_ name: String, from start: Int) {
        if CredentialSign.isToken(name) {
            result += digest.secret(name)
            return
        }
        let isFlag = name.hasPrefix("-")
        if isFlag, !name.hasPrefix("--"), let flag = quietFlags.first(where: { name.hasPrefix($0) }) {
            result += flag
            index = start + flag.count
            takeValue(of: .init(start: name == flag ? skippingSpace(from: index) : index, isPart: false))
            return
        }
        result += name
        if CredentialSign.matches(name) {
            if let value = assignedValue(isOfFlag: isFlag) { takeValue(of: value) }
        } else if let login = loginStart(of: name, from: start) {
            takeLogin(from: login)
        }
    }

    // MARK: - Values

    private struct Value {
        var start: Int
        /// Whether it is a value of JSON or YAML, which may hold others; or, in a header, all that follows.
        var isPart: Bool
    }

    /// What the name that was just read is given; nil when it is given nothing.
    private func assignedValue(isOfFlag isFlag: Bool) -> Value? {
        guard let next = character(at: index) else { return nil }
        if next == "=" { return Value(start: index + 1, isPart: false) }
        if next == ":" { return part(after: index) }
        if Self.isQuote(next) {
            let colon = skippingSpace(from: index + 1)
            return character(at: colon) == ":" ? part(after: colon) : nil
        }
        guard isFlag, next.isWhitespace else { return nil }
        let start = skippingSpace(from: index)
        let isAnotherFlag = character(at: start) == "-" && character(at: start + 1) == "-"
        return isAnotherFlag ? nil : Value(start: start, isPart: false)
    }

    /// The value behind a colon; nil for `host:port` and for what opens an object or a list.
    private func part(after colon: Int) -> Value? {
        let start = skippingSpace(from: colon + 1)
        guard let first = character(at: start), first != "{", first != "[" else { return nil }
        guard start > colon + 1 || Self.isQuote(first) else { return nil }
        return Value(start: start, isPart: true)
    }

    private mutating func takeValue(of value: Value) {
        result += String(characters[index..<value.start])
        index = value.start
        var end = index
        if let quote = character(at: index), Self.isQuote(quote) {
            result.append(quote)
            index += 1
            end = index
            while end < characters.count, characters[end] != quote { end += characters[end] == "\\" ? 2 : 1 }
            end = min(end, characters.count)
        } else {
            while end < characters.count, !ends(at: end, value) { end += 1 }
        }
        result += digest.secret(String(characters[index..<end]))
        index = end
    }

    /// Whether a value that is not quoted ends before a character.
    private func ends(at position: Int, _ value: Value) -> Bool {
        let character = characters[position]
        if value.isPart { return character.isNewline || Self.isQuote(character) }
        return character.isWhitespace || Self.isQuote(character) && closes(position)
    }

    /// Whether the quote at a position closes what was opened before the name, instead of being part of the value.
    private func closes(_ position: Int) -> Bool {
        guard let next = character(at: position + 1) else { return true }
        return next.isWhitespace || ",;)}]".contains(next) || Self.isQuote(next)
    }

    /// Where the login is that a flag is given: in the next word, behind `=`, or right behind the flag; nil for other names.
    private func loginStart(of name: String, from start: Int) -> Int? {
        if CredentialSign.loginFlags.contains(name) {
            guard let next = character(at: index) else { return nil }
            if next == "=" { return index + 1 }
            return next.isWhitespace ? skippingSpace(from: index) : nil
        }
        let flag = CredentialSign.loginFlags.first { $0.count == 2 && name.hasPrefix($0) }
        return flag.map { start + $0.count }
    }

    /// Masks the second half of `user:password`.
    private mutating func takeLogin(from start: Int) {
        var end = start
        while end < characters.count, !characters[end].isWhitespace { end += 1 }
        let word = String(characters[start..<end])
        guard let colon = characters[start..<end].firstIndex(of: ":"), !RecordMask.isUserAndGroup(word) else { return }
        takeValue(of: Value(start: colon + 1, isPart: false))
    }

    // MARK: - Characters

    private func character(at position: Int) -> Character? {
        position < characters.count ? characters[position] : nil
    }

    private func skippingSpace(from position: Int) -> Int {
        var position = position
        while position < characters.count, characters[position].isWhitespace { position += 1 }
        return position
    }

    private static func isQuote(_ character: Character) -> Bool {
        character == "\"" || character == "'" || character == "`"
    }
}
