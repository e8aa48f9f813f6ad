import DockerEngine
import Foundation
import Glibc
import Synchronization
import Testing

/// The built `swiftcomposed` with a state directory of its own, which its socket lies in, for one test.
final class TestDaemon: Sendable {
    /// Absolute, and short enough for a socket's path.
    let state: String
    /// What the daemon gets as `DOCKER_HOST`; nil is the engine of the tests.
    private let engine: String?
    private let extra: [String: String]
    private let running = Mutex<Program?>(nil)

    var socket: String { "\(state)/daemon.sock" }

    /// Runs a test with a project and a daemon of its own that answers; nothing of either stays.
    ///
    /// Every run of the program in the scenario finds this daemon.
    static func with(
        _ files: [String: String],
        environment: [String: String] = [:],
        _ body: (Scenario, TestDaemon) async throws -> Void
    ) async throws {
        try await Scenario.with(files) { scenario in
            let daemon = try TestDaemon(scenario, environment: environment)
            try await daemon.start()
            try await body(scenario, daemon)
        }
    }

    /// Runs a test with a `compose.yaml` and a daemon.
    static func with(compose text: String, _ body: (Scenario, TestDaemon) async throws -> Void) async throws {
        try await with(["compose.yaml": text], body)
    }

    /// A daemon that is not started yet, and is gone before the scenario's project is removed.
    ///
    /// - `state`: where it keeps what it knows; nil is a directory that it makes.
    init(
        _ scenario: Scenario,
        state: String? = nil,
        engine: String? = nil,
        environment: [String: String] = [:]
    ) throws {
        self.state = state ?? "/tmp/swiftcomposed-\(scenario.name)"
        self.engine = engine
        extra = environment
        scenario.set("SWIFTCOMPOSE_STATE", to: self.state)
        if let engine { scenario.set("DOCKER_HOST", to: engine) }
        scenario.beforeEnd { [self] in
            await stop(by: SIGKILL)
            // What is left behind only takes room in the temporary directory.
            try? FileManager.default.removeItem(atPath: self.state)
        }
    }

    /// The daemon beside the program under test.
    static func locate() throws -> String { try Program.locate() + "d" }

    var environment: [String: String] {
        var variables = Scenario.variables
        variables["SWIFTCOMPOSE_STATE"] = state
        if let engine { variables["DOCKER_HOST"] = engine }
        variables.merge(extra) { _, own in own }
        return variables
    }

    // MARK: - Its life

    /// Starts the daemon, which is not looked at any further.
    @discardableResult
    func launch() throws -> Program {
        let program = try Program([], of: Self.locate(), in: "/", environment: environment, input: nil)
        running.withLock { $0 = program }
        return program
    }

    /// Starts the daemon and waits until it answers.
    func start() async throws {
        let program = try launch()
        try await eventually("the daemon answers") {
            guard program.isRunning else {
                let outcome = try await program.outcome()
                throw ScenarioFailure("the daemon has ended\n\(outcome)")
            }
            return await isAnswering
        }
    }

    /// Ends the daemon with a signal, and gives what it left to say; nil when it does not run.
    @discardableResult
    func stop(by signal: Int32 = SIGTERM) async -> Outcome? {
        guard let program = running.withLock({ $0.take() }) else { return nil }
        program.signal(signal)
        // A daemon that does not end is killed, and its test fails elsewhere.
        return try? await program.outcome(within: .seconds(30))
    }

    /// Kills the daemon without a word and starts it again.
    func crash() async throws {
        _ = await stop(by: SIGKILL)
        try await start()
    }

    private var isAnswering: Bool {
        get async {
            guard FileManager.default.fileExists(atPath: socket) else { return false }
            // Until it listens there is no answer.
            return (try? await ask("/v1/status").status) == 200
        }
    }

    /// What it has written, for a test that fails.
    var words: String {
        running.withLock { program in program.map { $0.output + $0.errors } ?? "" }
    }

    /// The daemon's process; nil when it does not run.
    var identifier: pid_t? { running.withLock { $0?.identifier } }
}
