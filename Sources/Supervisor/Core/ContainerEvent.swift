internal import ComposePlan

/// An event of the engine about one container, in the order in which they came.
struct ContainerEvent: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case created, started, restarted, paused, unpaused, outOfMemory, destroyed
        case died(code: Int)
        /// `docker stop` has ended; may come before or after the death.
        case stopped
        /// A signal was sent through the engine, as a stop does first.
        case signalled(Int)
        case renamed(to: String)
        case health(ObservedContainer.Health)
        /// Cut off from a network, or joined to one; its name.
        case disconnected(network: String)
        case connected(network: String)
    }

    var id: String
    var name: String
    var service: String
    /// From the labels; 0 for one-offs.
    var number: Int
    var isOneOff: Bool
    var kind: Kind
    /// The engine's time, in nanoseconds since 1970.
    var time: Int
    var labels: [String: String]
}
