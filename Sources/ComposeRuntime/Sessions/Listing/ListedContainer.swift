/// A container as `ps` shows it, all from one list of the engine; encodes as one line of `ps --format json`.
package struct ListedContainer: Sendable, Hashable, Encodable {
    /// A port that the container exposes, and where it is reached.
    package struct Publisher: Sendable, Hashable, Encodable {
        /// The host's address; empty when the port is not published.
        package var address: String
        package var targetPort: Int
        /// 0 when the port is not published.
        package var publishedPort: Int
        package var proto: String

        enum CodingKeys: String, CodingKey {
            case address = "URL"
            case targetPort = "TargetPort"
            case publishedPort = "PublishedPort"
            case proto = "Protocol"
        }
    }

    /// In quotes, shortened unless asked otherwise.
    package var command: String
    /// `2025-03-01 13:00:00 +0100 CET`.
    package var createdAt: String
    /// 0 unless it has ended.
    package var exitCode: Int
    /// Empty when it has no healthcheck or does not run.
    package var health: String
    /// Shortened to twelve digits unless asked otherwise.
    package var id: String
    package var image: String
    /// `name=value` by name, separated by commas.
    package var labels: String
    /// How many of its mounts are volumes of the local driver.
    package var localVolumes: String
    /// Volume names and host paths, separated by commas.
    package var mounts: String
    package var name: String
    /// With the names that links have given it, separated by commas.
    package var names: String
    package var networks: String
    package var ports: String
    package var project: String
    package var publishers: [Publisher]
    /// How long ago it was created.
    package var runningFor: String
    package var service: String
    /// `0B`, since the list does not measure.
    package var size: String
    /// The engine's word: `running`.
    package var state: String
    /// For people: `Up 3 minutes (healthy)`.
    package var status: String

    /// The id in full, and what `ps` filters by; not in the JSON.
    package var fullID: String
    package var isOneOff: Bool

    enum CodingKeys: String, CodingKey {
        case command = "Command"
        case createdAt = "CreatedAt"
        case exitCode = "ExitCode"
        case health = "Health"
        case id = "ID"
        case image = "Image"
        case labels = "Labels"
        case localVolumes = "LocalVolumes"
        case mounts = "Mounts"
        case name = "Name"
        case names = "Names"
        case networks = "Networks"
        case ports = "Ports"
        case project = "Project"
        case publishers = "Publishers"
        case runningFor = "RunningFor"
        case service = "Service"
        case size = "Size"
        case state = "State"
        case status = "Status"
    }
}
