/// A container of a simulated engine.
package struct SimulatedContainer: Sendable, Hashable, Identifiable {
    package enum Status: String, Sendable, Hashable {
        case created, running, paused, exited
    }

    package enum Health: String, Sendable, Hashable {
        case starting, healthy, unhealthy
    }

    /// The container's place on one network.
    package struct Endpoint: Sendable, Hashable {
        /// Empty until the container's first start: the engine looks the name up only then.
        package var networkID = ""
        package var aliases: [String] = []
    }

    /// What is mounted, as opposed to what was asked for.
    package struct Mount: Sendable, Hashable {
        /// `volume`, `bind` or `tmpfs`.
        package var type: String
        /// nil for anything but a volume.
        package var volume: String?
        package var source: String
        package var destination: String
    }

    package let id: String
    package internal(set) var name: String
    /// What the client asked for.
    package let request: ContainerRequest
    package let imageID: String
    /// Nanoseconds since 1970, as are all times here.
    package let createdAt: Int
    package internal(set) var status = Status.created
    /// Of the last run; 0 when there was none.
    package internal(set) var exitCode = 0
    /// nil when it has never been started.
    package internal(set) var startedAt: Int?
    /// nil when it has never ended.
    package internal(set) var finishedAt: Int?
    /// nil without a healthcheck, and while it does not run.
    package internal(set) var health: Health?
    /// What the engine is asked to do when it ends; a simulated engine does nothing.
    package internal(set) var restartPolicy: String
    /// By the network's name.
    package internal(set) var endpoints: [String: Endpoint] = [:]
    package internal(set) var mounts: [Mount] = []
    /// How often it has been started; what an earlier start has set off means nothing any more.
    package internal(set) var starts = 0
    /// How often it has ended.
    package internal(set) var ends = 0

    init(id: String, name: String, request: ContainerRequest, imageID: String, createdAt: Int) {
        self.id = id
        self.name = name
        self.request = request
        self.imageID = imageID
        self.createdAt = createdAt
        restartPolicy = request.restartPolicy
    }

    package var labels: [String: String] { request.labels }
    /// The service by the container's label; empty without one.
    package var service: String { request.labels["com.docker.compose.service"] ?? "" }
    /// Whether its processes exist.
    package var isUp: Bool { status == .running || status == .paused }

    /// What events tell of it besides what has happened.
    var eventAttributes: [String: String] {
        var attributes = request.labels
        attributes["name"] = name
        attributes["image"] = request.image
        return attributes
    }
}
