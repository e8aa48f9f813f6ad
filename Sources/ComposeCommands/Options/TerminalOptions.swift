internal import ArgumentParser
internal import ComposeRuntime
internal import DockerEngine
internal import TerminalOutput

/// Whether a command in a container gets a terminal and the user's keys.
struct TerminalOptions: ParsableArguments {
    @Flag(
        name: [.customShort("T"), .customLong("no-tty"), .customLong("no-TTY")],
        help: "Give the command no terminal; the default where standard output is none."
    )
    var noTTY = false

    @Flag(
        name: [.customShort("i"), .customLong("interactive")],
        inversion: .prefixedNo,
        help: .hidden
    )
    var interactive = true

    @Flag(name: [.customShort("t"), .customLong("tty")], help: .hidden)
    var tty = false

    func validate() throws {
        if tty, noTTY { throw ValidationError("--tty and --no-tty can't be used together") }
    }

    /// A terminal needs one on both sides: keys that come from a pipe are data.
    func hasTerminal(_ context: CommandContext) -> Bool {
        !noTTY && context.output.isTerminal && (!interactive || Terminal.isTerminal(0))
    }
}

extension CommandContext {
    /// Hands a container's output on as it comes, each stream to the one of its kind.
    var frames: @Sendable (LogFrame) async throws -> Void {
        let (output, errors) = (output, errors)
        return { frame in try (frame.kind == .stderr ? errors : output).write(bytes: frame.bytes) }
    }
}

/// `NAME=value`, or `NAME` for a variable that keeps its value.
enum EnvironmentArgument {
    /// The pairs in order; a bare name without a value in the environment is left out.
    static func pairs(_ arguments: [String], from environment: [String: String]) -> [(name: String, value: String)] {
        arguments.compactMap { argument in
            guard let separator = argument.firstIndex(of: "=") else {
                return environment[argument].map { (argument, $0) }
            }
            return (String(argument[..<separator]), String(argument[argument.index(after: separator)...]))
        }
    }
}
