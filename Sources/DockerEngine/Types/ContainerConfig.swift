/// What runs in a container that is to be created: the part of its settings that could move to another host.
package struct ContainerConfig: Sendable, Hashable {
    package var image: String
    package var hostname: String?
    package var domainName: String?
    package var user: String?
    package var attachesInput = false
    package var attachesOutput = false
    package var attachesError = false
    package var hasTerminal = false
    package var opensInput = false
    /// Whether input ends for good when the first attached client leaves.
    package var closesInputAfterFirstClient = false
    /// `NAME=value`; a bare `NAME` takes the image's variable away.
    package var environment: [String] = []
    /// nil keeps the image's command, an empty list clears it.
    package var command: [String]?
    /// nil keeps the image's entrypoint, an empty list clears it.
    package var entrypoint: [String]?
    package var healthcheck: HealthcheckConfig?
    /// `80/tcp` each.
    package var exposedPorts: [String] = []
    /// Paths in the container that get an anonymous volume.
    package var volumes: [String] = []
    package var workingDirectory: String?
    package var isNetworkDisabled = false
    /// Moved to the endpoint in API 1.44 and newer.
    package var macAddress: String?
    package var labels: [String: String] = [:]
    package var stopSignal: String?
    /// Seconds.
    package var stopTimeout: Int?

    package init(image: String) {
        self.image = image
    }
}

extension ContainerConfig: Encodable {
    enum CodingKeys: String, CodingKey {
        case image = "Image"
        case hostname = "Hostname"
        case domainName = "Domainname"
        case user = "User"
        case attachesInput = "AttachStdin"
        case attachesOutput = "AttachStdout"
        case attachesError = "AttachStderr"
        case hasTerminal = "Tty"
        case opensInput = "OpenStdin"
        case closesInputAfterFirstClient = "StdinOnce"
        case environment = "Env"
        case command = "Cmd"
        case entrypoint = "Entrypoint"
        case healthcheck = "Healthcheck"
        case exposedPorts = "ExposedPorts"
        case volumes = "Volumes"
        case workingDirectory = "WorkingDir"
        case isNetworkDisabled = "NetworkDisabled"
        case macAddress = "MacAddress"
        case labels = "Labels"
        case stopSignal = "StopSignal"
        case stopTimeout = "StopTimeout"
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(image, forKey: .image)
        try fields.encodeUnlessEmpty(hostname, forKey: .hostname)
        try fields.encodeUnlessEmpty(domainName, forKey: .domainName)
        try fields.encodeUnlessEmpty(user, forKey: .user)
        try fields.encodeIfTrue(attachesInput, forKey: .attachesInput)
        try fields.encodeIfTrue(attachesOutput, forKey: .attachesOutput)
        try fields.encodeIfTrue(attachesError, forKey: .attachesError)
        try fields.encodeIfTrue(hasTerminal, forKey: .hasTerminal)
        try fields.encodeIfTrue(opensInput, forKey: .opensInput)
        try fields.encodeIfTrue(closesInputAfterFirstClient, forKey: .closesInputAfterFirstClient)
        try fields.encodeUnlessEmpty(environment, forKey: .environment)
        try fields.encodeIfPresent(command, forKey: .command)
        try fields.encodeIfPresent(entrypoint, forKey: .entrypoint)
        try fields.encodeIfPresent(healthcheck, forKey: .healthcheck)
        try fields.encodeKeys(exposedPorts, forKey: .exposedPorts)
        try fields.encodeKeys(volumes, forKey: .volumes)
        try fields.encodeUnlessEmpty(workingDirectory, forKey: .workingDirectory)
        try fields.encodeIfTrue(isNetworkDisabled, forKey: .isNetworkDisabled)
        try fields.encodeUnlessEmpty(macAddress, forKey: .macAddress)
        try fields.encodeUnlessEmpty(labels, forKey: .labels)
        try fields.encodeUnlessEmpty(stopSignal, forKey: .stopSignal)
        try fields.encodeIfPresent(stopTimeout, forKey: .stopTimeout)
    }
}
