/// The patterns of a `.dockerignore` file: what of a directory is no part of a build context.
///
/// The last pattern that matches a path, or a directory above it, decides; `!` brings a path back.
package struct IgnorePatterns: Sendable {
    private struct Pattern {
        var parts: [Substring]
        var isException: Bool
    }

    private let patterns: [Pattern]

    /// - Parameter text: one pattern a line; `#` starts a comment, and empty lines count for nothing.
    package init(_ text: String) {
        var text = text[...]
        if text.first == "\u{FEFF}" { text.removeFirst() }
        patterns = text.split(whereSeparator: \.isNewline).compactMap { Self.pattern($0) }
    }

    package var isEmpty: Bool { patterns.isEmpty }

    /// Whether something below an ignored directory may be brought back, so that it must be looked into.
    package var hasExceptions: Bool { patterns.contains(where: \.isException) }

    /// Whether a path is left out; it is relative to the context, with `/` between parts.
    package func ignores(_ path: String) -> Bool {
        let parts = path.split(separator: "/")
        var isIgnored = false
        for pattern in patterns where pattern.isException == isIgnored {
            // A pattern that matches a directory matches all that is in it.
            let matches = (1...max(1, parts.count)).contains { Self.matches(pattern.parts[...], parts.prefix($0)) }
            if matches { isIgnored = !pattern.isException }
        }
        return isIgnored
    }

    private static func pattern(_ line: Substring) -> Pattern? {
        var rest = line
        if rest.first == "#" { return nil }
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        guard !rest.isEmpty else { return nil }
        let isException = rest.first == "!"
        if isException {
            rest.removeFirst()
            while rest.first?.isWhitespace == true { rest.removeFirst() }
        }
        var parts: [Substring] = []
        for part in rest.split(separator: "/") {
            switch part {
            case ".": continue
            case "..": if !parts.isEmpty { parts.removeLast() }
            default: parts.append(part)
            }
        }
        return parts.isEmpty ? nil : Pattern(parts: parts, isException: isException)
    }

    /// `**` stands for any number of directories, even none.
    private static func matches(_ pattern: ArraySlice<Substring>, _ path: ArraySlice<Substring>) -> Bool {
        guard let first = pattern.first else { return path.isEmpty }
        if first == "**" {
            // At the end it stands for what is inside, not for the directory itself.
            if pattern.count == 1 { return !path.isEmpty }
            return (path.startIndex...path.endIndex).contains { matches(pattern.dropFirst(), path[$0...]) }
        }
        guard let part = path.first, matchesPart(Array(first), Array(part)) else { return false }
        return matches(pattern.dropFirst(), path.dropFirst())
    }

    /// One path part against `*`, `?`, `[a-z]`, `[^a]` and `\` before a letter that stands for itself.
    private static func matchesPart(_ pattern: [Character], _ text: [Character]) -> Bool {
        var rest = pattern[...]
        var remaining = text[...]
        // Where to go on after the last star when the letters behind it turn out not to fit.
        var retry: (pattern: ArraySlice<Character>, text: ArraySlice<Character>)?
        while true {
            if let letter = rest.first {
                if letter == "*" {
                    rest = rest.drop { $0 == "*" }
                    retry = (rest, remaining)
                    continue
                }
                if let next = remaining.first, let after = step(rest, over: next) {
                    rest = after
                    remaining = remaining.dropFirst()
                    continue
                }
            } else if remaining.isEmpty {
                return true
            }
            guard let last = retry, !last.text.isEmpty else { return false }
            retry = (last.pattern, last.text.dropFirst())
            rest = last.pattern
            remaining = last.text.dropFirst()
        }
    }

    /// What is left of the pattern when its first element stands for the letter; nil when it does not.
    private static func step(_ pattern: ArraySlice<Character>, over letter: Character) -> ArraySlice<Character>? {
        switch pattern.first {
        case "?": return pattern.dropFirst()
        case "\\" where pattern.count > 1: return pattern.dropFirst().first == letter ? pattern.dropFirst(2) : nil
        case "[":
            guard let end = pattern.dropFirst(2).firstIndex(of: "]") else {
                return letter == "[" ? pattern.dropFirst() : nil
            }
            var set = pattern[pattern.index(after: pattern.startIndex)..<end]
            let isNegated = set.first == "^"
            if isNegated { set.removeFirst() }
            return isMember(letter, of: set) != isNegated ? pattern[(end + 1)...] : nil
        case let first?: return first == letter ? pattern.dropFirst() : nil
        case nil: return nil
        }
    }

    private static func isMember(_ letter: Character, of set: ArraySlice<Character>) -> Bool {
        var rest = set
        while let low = rest.popFirst() {
            if rest.first == "-", rest.count > 1 {
                rest.removeFirst()
                guard let high = rest.popFirst() else { return false }
                if low <= letter, letter <= high { return true }
            } else if low == letter {
                return true
            }
        }
        return false
    }
}
