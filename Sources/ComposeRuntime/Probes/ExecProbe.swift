internal import DockerEngine
internal import Synchronization

/// Runs a command in a container and looks at the code that it ends with.
final class ExecProbe: Sendable {
    private static let longestEvidence = 80

    private let engine: EngineClient
    private let container: String
    private let command: [String]
    /// One whose end was not waited for: the engine cannot end it, and there should never be two at once.
    private let unfinished = Mutex<String?>(nil)

    /// `container` is its id.
    init(engine: EngineClient, container: String, command: [String]) {
        self.engine = engine
        self.container = container
        self.command = command
    }

    /// - Throws: the engine's error.
    @concurrent
    func run() async throws -> ProbeResult {
        if let earlier = unfinished.withLock({ $0 }), try await stillRuns(earlier) {
            return .failed("the probe before still runs")
        }
        var creation = ExecCreation(command: command)
        creation.attachesOutput = true
        creation.attachesError = true
        let exec = try await engine.createExec(creation, in: container)
        unfinished.withLock { $0 = exec }
        let stream = try await engine.startExec(exec, hasTerminal: false)
        var first = ""
        for try await line in stream.output.lines where first.isEmpty {
            first = String(line.text.prefix(Self.longestEvidence))
        }
        // A command that could not be started has no code, and neither has one that still runs with its output closed.
        let code = try await engine.inspectExec(exec).exitCode
        if code != nil { unfinished.withLock { $0 = nil } }
        if code == 0 { return .ready(first.isEmpty ? "code 0" : first) }
        let ending = code.map { "code \($0)" } ?? "no code"
        return .failed(first.isEmpty ? ending : "\(ending): \(first)")
    }

    private func stillRuns(_ exec: String) async throws -> Bool {
        do {
            return try await engine.inspectExec(exec).isRunning
        } catch let error as EngineError where error.isNotFound {
            // The engine forgets a command some time after its end.
            return false
        }
    }
}
