/// Turns what happens into the text to write next; holds what it needs to remember, and touches nothing else.
protocol ProgressRenderer: Sendable {
    /// Whether the picture moves by itself, so that `tick` must be called while it is shown.
    var isAnimated: Bool { get }

    mutating func begin(_ operation: String, at now: ContinuousClock.Instant) -> String
    mutating func update(_ line: ProgressLine, at now: ContinuousClock.Instant) -> String
    /// A line that is no progress and is never held back.
    mutating func message(_ text: String, at now: ContinuousClock.Instant) -> String
    /// Makes room for other output.
    mutating func suspend() -> String
    mutating func resume(at now: ContinuousClock.Instant) -> String
    mutating func tick(at now: ContinuousClock.Instant) -> String
    mutating func finish(at now: ContinuousClock.Instant) -> String
}

extension ProgressRenderer {
    var isAnimated: Bool { false }

    mutating func begin(_ operation: String, at now: ContinuousClock.Instant) -> String { "" }
    mutating func message(_ text: String, at now: ContinuousClock.Instant) -> String { text + "\n" }
    mutating func suspend() -> String { "" }
    mutating func resume(at now: ContinuousClock.Instant) -> String { "" }
    mutating func tick(at now: ContinuousClock.Instant) -> String { "" }
    mutating func finish(at now: ContinuousClock.Instant) -> String { "" }
}

/// A line of text for each change.
struct PlainProgressRenderer: ProgressRenderer {
    private struct Key: Hashable {
        var id: String
        var parentID: String?
    }

    private var printed: [Key: String] = [:]

    mutating func update(_ line: ProgressLine, at now: ContinuousClock.Instant) -> String {
        // Bytes that only count on are no news to a file.
        let text = line.plainText
        guard printed.updateValue(text, forKey: Key(id: line.id, parentID: line.parentID)) != text else { return "" }
        return text + "\n"
    }

    mutating func finish(at now: ContinuousClock.Instant) -> String {
        printed = [:]
        return ""
    }
}

/// An object of JSON on a line for each event.
struct JSONProgressRenderer: ProgressRenderer {
    mutating func update(_ line: ProgressLine, at now: ContinuousClock.Instant) -> String { line.json + "\n" }

    mutating func message(_ text: String, at now: ContinuousClock.Instant) -> String {
        "{\"message\":\(text.jsonQuoted)}\n"
    }
}

/// No progress at all; messages are still shown.
struct QuietProgressRenderer: ProgressRenderer {
    mutating func update(_ line: ProgressLine, at now: ContinuousClock.Instant) -> String { "" }
}
