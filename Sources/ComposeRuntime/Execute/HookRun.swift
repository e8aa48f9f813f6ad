internal import ComposeModel
internal import DockerEngine
internal import OrderedCollections

/// A hook of a service, run by exec inside its container.
struct HookRun: Sendable {
    struct Result: Sendable {
        var exitCode: Int
        /// The last lines it printed.
        var tail: [String]
    }

    private static let tailCount = 10

    let engine: EngineClient

    func run(_ hook: Hook, in container: String, _ service: Service) async throws -> Result {
        var creation = ExecCreation(command: hook.command)
        creation.attachesOutput = true
        creation.attachesError = true
        creation.user = hook.user
        creation.workingDirectory = hook.workingDirectory
        creation.isPrivileged = hook.privileged
        creation.environment = hook.environment.map { name, value in value.map { "\(name)=\($0)" } ?? name }
        let exec = try await engine.createExec(creation, in: container)
        let stream = try await engine.startExec(exec, hasTerminal: false)
        var tail: [String] = []
        for try await line in stream.output.lines {
            tail.append(line.text)
            if tail.count > Self.tailCount { tail.removeFirst() }
        }
        return Result(exitCode: try await engine.inspectExec(exec).exitCode ?? 0, tail: tail)
    }
}
