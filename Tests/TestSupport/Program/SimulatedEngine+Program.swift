internal import FoundationEssentials

/// Running the program against a simulated engine.
extension SimulatedEngine {
    /// Starts the program with this engine, in the folder of a project.
    ///
    /// It gets nothing of this process's environment but the path. Files that it keeps for itself go into the engine's
    /// directory, so that programs of different engines have nothing in common.
    package func start(
        _ arguments: [String],
        in folder: ProjectFolder,
        environment changes: [String: String] = [:]
    ) throws -> RunningProgram {
        var environment = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin",
            "DOCKER_HOST": host,
            "COMPOSE_PROJECT_NAME": folder.name,
            "PWD": folder.path,
        ]
        for name in ["HOME", "TMPDIR", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"] {
            environment[name] = directory
        }
        environment.merge(changes) { _, change in change }
        return try RunningProgram(arguments, in: folder.path, environment: environment)
    }

    /// Runs the program with this engine to its end.
    package func run(
        _ arguments: [String],
        in folder: ProjectFolder,
        environment: [String: String] = [:],
        within limit: Duration = .seconds(30)
    ) async throws -> ProgramOutcome {
        try await start(arguments, in: folder, environment: environment).outcome(within: limit)
    }
}

/// The folder of a project: the same path whenever the same test runs, since labels carry it.
package struct ProjectFolder: Sendable, Hashable {
    /// The project's name, too.
    package let name: String
    /// Absolute.
    package let path: String

    /// Makes the folder, with a compose file in it.
    package init(_ name: String, compose text: String) throws {
        self.name = name
        path = "/tmp/swiftcompose-simulations/\(name)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        // In one step: a program of another run of these tests may be reading.
        try Data(text.utf8).write(to: URL(filePath: "\(path)/compose.yaml"), options: .atomic)
    }
}
