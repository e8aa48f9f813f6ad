/// One request to a simulated engine, as it came in.
package struct SimulatedCall: Sendable, CustomStringConvertible {
    /// 1 for the first request; the request for events counts, what then comes over it does not.
    package let number: Int
    package let method: String
    /// Without the version and the query: `/containers/json`.
    package let path: String
    package let arrivedAt: ContinuousClock.Instant
    /// When the answer was on its way; nil until then, and where none was given.
    package internal(set) var answeredAt: ContinuousClock.Instant?

    /// Whether it asks for a list of containers, networks, volumes or images.
    package var isList: Bool {
        method == "GET" && ["/containers/json", "/networks", "/volumes", "/images/json"].contains(path)
    }

    /// Whether it changes something on the engine.
    package var isChange: Bool { method != "GET" && method != "HEAD" }

    package var description: String { "call \(number) \(method) \(path)" }
}
