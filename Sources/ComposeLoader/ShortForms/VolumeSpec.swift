/// The short form of `volumes`: `[source:]target[:options]`.
struct VolumeSpec: Equatable {
    var source: String?
    var target: String
    /// What stood after the target, split at commas.
    var options: [String] = []

    /// Says why a text is no mount, in words that follow `'…' is no mount: `.
    struct Problem: Error {
        var message: String

        init(_ message: String) { self.message = message }
    }

    /// Whether the source is a path of the host rather than the name of a volume.
    var isBind: Bool {
        guard let source, let first = source.first else { return false }
        if first == "." || first == "/" || first == "~" || source.hasPrefix("\\\\") { return true }
        return Self.startsWithDrive(source)
    }

    init(_ text: String) throws(Problem) {
        guard !text.isEmpty else { throw Problem("it is empty") }
        guard text.utf8.count > 2 else {
            target = text
            return
        }
        let sections = Self.sections(of: text)
        guard !sections.contains("") else { throw Problem("a part between colons is empty") }
        guard sections.count <= 3 else { throw Problem("it has too many colons") }
        source = sections.count == 1 ? nil : sections[0]
        target = sections.count == 1 ? sections[0] : sections[1]
        if sections.count == 3 {
            options = sections[2].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// Splits at colons, but neither after a drive letter nor inside `${…}`.
    private static func sections(of text: String) -> [String] {
        var sections: [String] = []
        var current = ""
        var count = 0
        var depth = 0
        var previous: Character?
        for character in text {
            if character == "{", previous == "$" { depth += 1 }
            if character == "}", depth > 0 { depth -= 1 }
            let isDrive = count == 1 && current.first?.isLetter == true
            if character == ":", depth == 0, !isDrive {
                sections.append(current)
                current = ""
                count = 0
            } else {
                current.append(character)
                count += 1
            }
            previous = character
        }
        sections.append(current)
        return sections
    }

    private static func startsWithDrive(_ source: String) -> Bool {
        guard source.first?.isLetter == true else { return false }
        return source.dropFirst().first == ":"
    }
}
