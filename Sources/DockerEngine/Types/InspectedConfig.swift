/// What an image or a container was made to run, as the engine reports it.
package struct InspectedConfig: Sendable, Hashable {
    package var hostname = ""
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

/// The part of a container's host settings that later decisions look at.
package struct InspectedHostConfig: Sendable, Hashable {
    package var networkMode = ""
    package var binds: [String] = []
    package var restartPolicy = RestartPolicy(name: "no")
    package var autoRemove = false
    package var isPrivileged = false
    /// Bindings that were asked for, by `80/tcp`.
    package var portBindings: [String: [PortBinding]] = [:]
    package var logDriver = ""
    package var volumesFrom: [String] = []

    package init() {}
}

extension InspectedHostConfig: Decodable {
    enum CodingKeys: String, CodingKey {
        case networkMode = "NetworkMode"
        case binds = "Binds"
        case restartPolicy = "RestartPolicy"
        case autoRemove = "AutoRemove"
        case isPrivileged = "Privileged"
        case portBindings = "PortBindings"
        case logConfig = "LogConfig"
        case volumesFrom = "VolumesFrom"
    }

    private struct LogSettings: Decodable {
        let type: String?

        enum CodingKeys: String, CodingKey {
            case type = "Type"
        }
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        networkMode = try fields.text(.networkMode)
        binds = try fields.list(.binds)
        restartPolicy = try fields.optional(.restartPolicy) ?? RestartPolicy(name: "no")
        autoRemove = try fields.flag(.autoRemove)
        isPrivileged = try fields.flag(.isPrivileged)
        portBindings = try fields.table(.portBindings)
        let log: LogSettings? = try fields.optional(.logConfig)
        logDriver = log?.type ?? ""
        volumesFrom = try fields.list(.volumesFrom)
    }
}
