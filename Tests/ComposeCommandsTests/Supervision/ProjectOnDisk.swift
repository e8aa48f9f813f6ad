import ArgumentParser
import ControlProtocol
import FoundationEssentials

@testable import ComposeCommands

/// Files of a project in a directory of their own.
struct ProjectOnDisk {
    /// Absolute.
    let directory: String

    init(_ files: [String: String]) throws {
        directory = "/tmp/swiftcompose-supervision-\(UInt64.random(in: 0...UInt64.max))"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        for (name, text) in files { try FileWriter.write(text, to: "\(directory)/\(name)") }
    }

    /// Owed by whoever has made it.
    func remove() {
        // What is left only takes room.
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// An engine that nobody must need.
    static let engine = "unix:///nonexistent/engine.sock"

    /// The project as a command opens it.
    ///
    /// - `socket`: where the daemon listens; nil is a place where nobody does.
    func open(
        _ choice: ServiceChoice = ServiceChoice(),
        socket: String? = nil,
        environment: [String: String] = [:]
    ) throws -> OpenProject {
        var variables = environment
        variables["DOCKER_HOST"] = Self.engine
        variables["SWIFTCOMPOSE_SOCKET"] = socket ?? "\(directory)/nowhere.sock"
        let surroundings = Surroundings(environment: variables, currentDirectory: directory)
        return try CommandContext(try GlobalOptions.parse(["-p", "shop"]), surroundings).openProject(choice)
    }

    /// How a daemon of the same engine fares.
    static func daemonStatus(_ projects: ProjectStatus...) -> DaemonStatus {
        DaemonStatus(version: "0.1.0", process: 7, started: 1_000, engine: engine, projects: projects)
    }

    /// The project in a daemon's care.
    static func status(of services: ServiceStatus...) -> ProjectStatus {
        ProjectStatus(name: "shop", services: services, since: 1_000)
    }
}

extension ServiceStatus {
    /// A service that is as it is named, and waits for something or not.
    init(_ name: String, _ condition: Condition, waitingFor: String? = nil) {
        self.init(name: name, condition: condition, since: 1_000)
        self.waitingFor = waitingFor
    }
}
