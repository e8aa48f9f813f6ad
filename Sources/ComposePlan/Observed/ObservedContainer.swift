/// A container of the project as the engine's list shows it.
package struct ObservedContainer: Sendable, Hashable {
    package enum State: String, Sendable, Hashable {
        case created, running, paused, restarting, removing, exited, dead
    }

    /// What the engine's probes last found; nil fields of the list read as `none`.
    package enum Health: String, Sendable, Hashable {
        case none, starting, healthy, unhealthy
    }

    /// A mount as it is, not as it was asked for.
    package struct Mount: Sendable, Hashable {
        /// `volume`, `bind`, `tmpfs` …, in the engine's words.
        package var kind: String
        /// The volume's name; empty for other kinds.
        package var volume: String
        package var source: String
        package var destination: String

        package init(kind: String, volume: String, source: String, destination: String) {
            self.kind = kind
            self.volume = volume
            self.source = source
            self.destination = destination
        }
    }

    package var id: String
    /// Without the leading slash.
    package var name: String
    package var service: String
    /// The replica's number; 0 where the label is absent.
    package var number: Int
    package var isOneOff: Bool
    package var state: State
    package var health: Health
    /// nil unless the container has ended.
    package var exitCode: Int?
    /// The image reference that the container was created from.
    package var image: String
    /// Seconds since 1970.
    package var created: Int
    package var labels: [String: String]
    /// The ids of the networks it is attached to, by name.
    package var networks: [String: String]
    /// The addresses that it has now, by the name of the network; none unless it runs.
    package var addresses: [String: [IPAddress]]
    /// The ports of the host that it has now; none unless it runs.
    package var ports: [HostPort]
    package var mounts: [Mount]

    package init(id: String, name: String, service: String, number: Int, state: State) {
        self.id = id
        self.name = name
        self.service = service
        self.number = number
        self.state = state
        isOneOff = false
        health = .none
        image = ""
        created = 0
        labels = [:]
        networks = [:]
        addresses = [:]
        ports = []
        mounts = []
    }
}

extension ObservedContainer {
    package var configHash: String? { labels[ComposeLabel.configHash] }
    /// The digest of the image at the time of creation.
    package var imageDigest: String? { labels[ComposeLabel.image] }
    package var isRunning: Bool { state == .running }
    /// Whether there are processes, frozen or about to be started again: a signal reaches them, and a stop ends them.
    var hasProcess: Bool {
        switch state {
        case .running, .paused, .restarting: true
        case .created, .removing, .exited, .dead: false
        }
    }

    /// Whether the container ended or never ran, so that starting it is an ordinary start.
    package var isStartable: Bool { state == .created || state == .exited }

    /// Whether the name is the temporary one under which a replacement for `final` is created.
    package func isReplacement(for final: String) -> Bool { idOfOriginal.map { name == "\($0)_\(final)" } ?? false }

    /// How the id of the container begins that it was made to replace, as a temporary name says; nil for any other name.
    var idOfOriginal: Substring? {
        let prefix = name.prefix(12)
        guard prefix.count == 12, prefix.allSatisfy(\.isHexDigit), name.dropFirst(12).first == "_" else { return nil }
        return prefix
    }
}
