internal import FoundationEssentials
internal import Glibc
internal import Synchronization

/// The built daemon `swiftcomposed` beside a simulated engine, with a state directory of its own.
package final class RunningDaemon: Sendable {
    /// Where the daemon keeps what it knows, and its socket: an absolute path that goes with the engine.
    package let state: String
    private let engine: SimulatedEngine
    private let running = Mutex<RunningProgram?>(nil)

    private var socket: String { "\(state)/daemon.sock" }

    private init(_ engine: SimulatedEngine) throws {
        self.engine = engine
        state = "\(engine.directory)/state"
        try FileManager.default.createDirectory(atPath: state, withIntermediateDirectories: true)
    }

    /// Runs a test with an engine and a daemon that answers, and ends both whether the test passes or not.
    package static func with<Value>(
        _ state: SimulatedState = SimulatedState(),
        _ body: (SimulatedEngine, RunningDaemon) async throws -> Value
    ) async throws -> Value {
        try await SimulatedEngine.with(state) { engine -> Value in
            let daemon = try RunningDaemon(engine)
            try await daemon.start()
            let result: Result<Value, any Error>
            do {
                result = .success(try await body(engine, daemon))
            } catch {
                result = .failure(TestFailure("\(error)\n=== the daemon\n\(daemon.words)"))
            }
            await daemon.kill()
            return try result.get()
        }
    }

    /// What runs of the program need to find the daemon.
    package var environment: [String: String] { ["SWIFTCOMPOSE_STATE": state] }

    /// Starts the daemon and waits until it answers.
    package func start() async throws {
        var environment = ["PATH": Self.path, "DOCKER_HOST": engine.host, "SWIFTCOMPOSE_STATE": state]
        for name in ["HOME", "TMPDIR", "XDG_RUNTIME_DIR", "XDG_CACHE_HOME"] { environment[name] = engine.directory }
        let program = try RunningProgram([], of: RunningProgram.locate() + "d", in: "/", environment: environment)
        running.withLock { $0 = program }
        try await eventually("the daemon answers") {
            guard program.isRunning else { throw TestFailure("the daemon has ended\n\(program.errors)") }
            guard FileManager.default.fileExists(atPath: socket) else { return false }
            // Until it listens there is no answer.
            return (try? await ask("/v1/status")) != nil
        }
    }

    /// Kills the daemon without a word.
    package func kill() async {
        guard let program = running.withLock({ $0.take() }) else { return }
        program.end()
        // A process that cannot be waited for is gone as well.
        _ = try? await program.outcome(within: .seconds(3_600))
    }

    /// What it has written.
    package var words: String { running.withLock { program in program.map { $0.output + $0.errors } ?? "" } }

    /// Its resident memory in bytes.
    package func memory() throws -> Int {
        guard let process = running.withLock({ $0?.identifier }) else { throw TestFailure("no daemon runs") }
        let text = String(
            decoding: FileManager.default.contents(atPath: "/proc/\(process)/statm") ?? Data(),
            as: UTF8.self
        )
        guard let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw TestFailure("no number of pages in '\(text)'")
        }
        return pages * Int(getpagesize())
    }

    /// The body of a successful answer to `GET`; throws ``TestFailure`` for any other.
    package func ask(_ path: String) async throws -> String {
        let words = ["--silent", "--show-error", "--fail", "--max-time", "20", "--unix-socket", socket]
        let program = try RunningProgram(
            words + ["http://daemon\(path)"],
            of: "curl",
            in: "/",
            environment: ["PATH": Self.path]
        )
        let outcome = try await program.outcome()
        guard outcome.status == 0 else { throw TestFailure("\(outcome)") }
        return outcome.output
    }

    private static var path: String { ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin" }
}
