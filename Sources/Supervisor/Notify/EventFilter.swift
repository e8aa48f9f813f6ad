internal import ControlProtocol

/// Which events a hook wants to be told of.
struct EventFilter: Sendable, Hashable {
    /// What a hook without a filter is told of: every incident, when it is opened and when it is closed.
    static let incidents = EventFilter(["incident.*"])

    /// Each the name of an event (`container.died`), the beginning of names (`incident.*`), a kind of incident (`crash`),
    /// or `*`.
    let patterns: [String]

    init(_ patterns: [String]) {
        self.patterns = patterns
    }

    func matches(_ event: HookEvent) -> Bool {
        patterns.contains { pattern in
            if pattern == "*" || pattern == event.event { return true }
            if pattern.hasSuffix(".*") { return event.event.hasPrefix(pattern.dropLast()) }
            // Of an incident that has come and one that has gone alike.
            return event.incident?.kind.rawValue == pattern
        }
    }

    /// Whether a pattern can match anything; names of events are not all known beforehand, those of incidents are.
    static func isSensible(_ pattern: String) -> Bool {
        pattern == "*" || pattern.contains(".") || Incident.Kind(rawValue: pattern) != nil
    }
}
