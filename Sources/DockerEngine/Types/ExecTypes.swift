/// A command to run in a container that is running.
package struct ExecCreation: Sendable, Hashable {
    package var command: [String]
    package var attachesInput = false
    package var attachesOutput = true
    package var attachesError = true
    package var hasTerminal = false
    /// `NAME=value` each.
    package var environment: [String] = []
    package var user: String?
    package var workingDirectory: String?
    package var isPrivileged = false
    package var detachKeys: String?

    package init(command: [String]) {
        self.command = command
    }
}

extension ExecCreation: Encodable {
    enum CodingKeys: String, CodingKey {
        case command = "Cmd"
        case attachesInput = "AttachStdin"
        case attachesOutput = "AttachStdout"
        case attachesError = "AttachStderr"
        case hasTerminal = "Tty"
        case environment = "Env"
        case user = "User"
        case workingDirectory = "WorkingDir"
        case isPrivileged = "Privileged"
        case detachKeys = "DetachKeys"
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(command, forKey: .command)
        try fields.encodeIfTrue(attachesInput, forKey: .attachesInput)
        try fields.encodeIfTrue(attachesOutput, forKey: .attachesOutput)
        try fields.encodeIfTrue(attachesError, forKey: .attachesError)
        try fields.encodeIfTrue(hasTerminal, forKey: .hasTerminal)
        try fields.encodeUnlessEmpty(environment, forKey: .environment)
        try fields.encodeUnlessEmpty(user, forKey: .user)
        try fields.encodeUnlessEmpty(workingDirectory, forKey: .workingDirectory)
        try fields.encodeIfTrue(isPrivileged, forKey: .isPrivileged)
        try fields.encodeUnlessEmpty(detachKeys, forKey: .detachKeys)
    }
}

/// How a command in a container fares.
package struct ExecInspection: Sendable, Hashable {
    package var id = ""
    package var containerID = ""
    package var isRunning = false
    /// nil while the command runs or before it was started.
    package var exitCode: Int?
    package var processID = 0

    package init() {}
}

extension ExecInspection: Decodable {
    enum CodingKeys: String, CodingKey {
        case id = "ID"
        case containerID = "ContainerID"
        case isRunning = "Running"
        case exitCode = "ExitCode"
        case processID = "Pid"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        id = try fields.text(.id)
        containerID = try fields.text(.containerID)
        isRunning = try fields.flag(.isRunning)
        exitCode = try fields.optional(.exitCode)
        processID = try fields.number(.processID)
    }
}
