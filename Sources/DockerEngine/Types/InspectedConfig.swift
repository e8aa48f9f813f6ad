/// What an image or a container was made to run, as the engine reports it.
package struct InspectedConfig: Sendable, Hashable {
    package var hostname = ""
    package var domainName = ""
    package var user = ""
    package var hasTerminal = false
    package var opensInput = false
    /// `NAME=value` each.
    package var environment: [String] = []
    package var labels: [String: String] = [:]
    /// nil when neither image nor creation named a command.
    package var command: [String]?
    package var entrypoint: [String]?
    package var healthcheck: HealthcheckConfig?
    /// The reference a container was created from; empty in an image.
    package var image = ""
    package var stopSignal: String?
    /// Seconds.
    package var stopTimeout: Int?
    package var workingDirectory = ""
    /// Paths in the container that the image declares as volumes.
    package var volumes: [String] = []
    /// `80/tcp` each.
    package var exposedPorts: [String] = []

    package init() {}
}

extension InspectedConfig: Decodable {
    enum CodingKeys: String, CodingKey {
        case hostname = "Hostname"
        case domainName = "Domainname"
        case user = "User"
        case hasTerminal = "Tty"
        case opensInput = "OpenStdin"
        case environment = "Env"
        case labels = "Labels"
        case command = "Cmd"
        case entrypoint = "Entrypoint"
        case healthcheck = "Healthcheck"
        case image = "Image"
        case stopSignal = "StopSignal"
        case stopTimeout = "StopTimeout"
        case workingDirectory = "WorkingDir"
        case volumes = "Volumes"
        case exposedPorts = "ExposedPorts"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        hostname = try fields.text(.hostname)
        domainName = try fields.text(.domainName)
        user = try fields.text(.user)
        hasTerminal = try fields.flag(.hasTerminal)
        opensInput = try fields.flag(.opensInput)
        environment = try fields.list(.environment)
        labels = try fields.table(.labels)
        command = try fields.optional(.command)
        entrypoint = try fields.optional(.entrypoint)
        healthcheck = try fields.optional(.healthcheck)
        image = try fields.text(.image)
        stopSignal = try fields.nonEmptyText(.stopSignal)
        stopTimeout = try fields.optional(.stopTimeout)
        workingDirectory = try fields.text(.workingDirectory)
        volumes = try fields.keys(.volumes)
        exposedPorts = try fields.keys(.exposedPorts)
    }
}
