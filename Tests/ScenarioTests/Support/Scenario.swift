import DockerEngine
import Foundation
import Synchronization
import Testing

/// A project of its own in a directory of its own, for one test.
///
/// All that it leaves on the engine is removed at the end, whether the test passes or not. With
/// `SWIFTCOMPOSE_KEEP_FAILED=1` everything is kept instead, for looking at the one test that is run with it.
final class Scenario: Sendable {
    /// The project's name, which no other scenario has.
    let name: String
    /// Absolute.
    let directory: String
    private let farewells = Mutex<[@Sendable () async -> Void]>([])
    private let preludes = Mutex<[@Sendable () async -> Void]>([])
    private let settings = Mutex<[String: String]>([:])

    /// A service that does nothing until it is stopped, which takes no time: for use within braces.
    static let idle = #"image: "busybox:stable", command: sleep 1000, stop_signal: SIGKILL"#

    /// How many scenarios run at once; more would only slow each other down.
    private static let slots = Slots(3)

    /// Runs a test with the files given by their paths.
    static func with(_ files: [String: String], _ body: (Scenario) async throws -> Void) async throws {
        await slots.take()
        let result: Result<Void, any Error>
        do {
            let scenario = try Scenario(files)
            do {
                try await body(scenario)
                result = .success(())
            } catch {
                result = .failure(error)
            }
            // A test that has run out of time is cancelled; cleaning up is not.
            await Task { await scenario.cleanUp() }.value
        } catch {
            result = .failure(error)
        }
        await slots.give()
        try result.get()
    }

    /// Runs a test with a `compose.yaml`.
    static func with(compose text: String, _ body: (Scenario) async throws -> Void) async throws {
        try await with(["compose.yaml": text], body)
    }

    private init(_ files: [String: String]) throws {
        name = "sc\(UUID().uuidString.lowercased().prefix(8))"
        directory = "/tmp/swiftcompose-scenarios/\(name)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        for (path, text) in files { try write(path, text) }
    }

    private func cleanUp() async {
        guard ProcessInfo.processInfo.environment["SWIFTCOMPOSE_KEEP_FAILED"] != "1" else {
            print("kept: project \(name) in \(directory)")
            return
        }
        for prelude in preludes.withLock({ $0 }).reversed() { await prelude() }
        await Engine.removeAll(of: name)
        for farewell in farewells.withLock({ $0 }).reversed() { await farewell() }
        // What is left behind only takes room in the temporary directory.
        try? FileManager.default.removeItem(atPath: directory)
    }

    /// Does something after the project is gone, the last first.
    func atEnd(_ farewell: @escaping @Sendable () async -> Void) { farewells.withLock { $0.append(farewell) } }

    /// Does something before the project is removed, the last first.
    func beforeEnd(_ prelude: @escaping @Sendable () async -> Void) { preludes.withLock { $0.append(prelude) } }

    /// Gives a variable to every program that is run from now on.
    func set(_ variable: String, to value: String) { settings.withLock { $0[variable] = value } }

    func write(_ path: String, _ text: String) throws {
        let file = "\(directory)/\(path)"
        let parent = "/" + file.split(separator: "/").dropLast().joined(separator: "/")
        try FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
        try Data(text.utf8).write(to: URL(filePath: file))
    }

    // MARK: - The program

    /// Starts the program in the project's directory.
    func start(_ arguments: String..., environment: [String: String] = [:], input: String? = nil) throws -> Program {
        try launch(arguments, environment, input)
    }

    /// Runs the program to its end.
    @discardableResult
    func run(
        _ arguments: String...,
        environment: [String: String] = [:],
        input: String? = nil,
        within limit: Duration = .seconds(60)
    ) async throws -> Outcome {
        try await launch(arguments, environment, input).outcome(within: limit)
    }

    /// Runs the program to its end, which must be a success for the test to go on.
    @discardableResult
    func succeed(
        _ arguments: String...,
        environment: [String: String] = [:],
        input: String? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> Outcome {
        let outcome = try await launch(arguments, environment, input).outcome()
        try #require(outcome.status == 0, "\(outcome)", sourceLocation: sourceLocation)
        return outcome
    }

    /// Runs the program where there is no compose file and nothing says which project is meant.
    func runElsewhere(_ arguments: String...) async throws -> Outcome {
        var variables = Self.variables
        variables["PWD"] = "/"
        return try await Program(arguments, in: "/", environment: variables, input: nil).outcome()
    }

    private func launch(_ arguments: [String], _ changes: [String: String], _ input: String?) throws -> Program {
        var variables = Self.variables
        variables["PWD"] = directory
        variables["COMPOSE_PROJECT_NAME"] = name
        variables.merge(settings.withLock { $0 }) { _, setting in setting }
        variables.merge(changes) { _, change in change }
        return try Program(arguments, in: directory, environment: variables, input: input)
    }

    /// What the program gets of this process's environment: how to reach the engine, and nothing that changes what it does.
    static let variables: [String: String] = {
        let wanted = ["PATH", "HOME", "DOCKER_HOST", "DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH"]
        return ProcessInfo.processInfo.environment.filter { wanted.contains($0.key) }
    }()

    // MARK: - The engine

    /// All about a replica of a service.
    func container(_ service: String, _ number: Int = 1) async throws -> ContainerInspection {
        try await Engine.connected().inspectContainer("\(name)-\(service)-\(number)")
    }

    func containers() async throws -> [ContainerSummary] { try await Engine.containers(of: name) }

    /// The names of all containers, without the project's.
    func containerNames() async throws -> [String] {
        try await containers().map {
            $0.name.hasPrefix("\(name)-") ? String($0.name.dropFirst(name.count + 1)) : $0.name
        }
    }

    /// Whether a replica exists and runs.
    func isRunning(_ service: String, _ number: Int = 1) async throws -> Bool {
        try await containers().contains { $0.name == "\(name)-\(service)-\(number)" && $0.state == .running }
    }

    /// What a command prints inside a container, without the line break at its end.
    func inside(
        _ service: String,
        _ command: String,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> String {
        let outcome = try await launch(["exec", "-T", service, "sh", "-c", command], [:], nil).outcome()
        try #require(outcome.status == 0, "\(outcome)", sourceLocation: sourceLocation)
        return outcome.output.hasSuffix("\n") ? String(outcome.output.dropLast()) : outcome.output
    }
}

/// A number of places, taken and given back in turn.
private actor Slots {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []

    init(_ count: Int) {
        free = count
    }

    func take() async {
        guard free == 0 else {
            free -= 1
            return
        }
        await withCheckedContinuation { waiting.append($0) }
    }

    func give() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeFirst().resume()
        }
    }
}
