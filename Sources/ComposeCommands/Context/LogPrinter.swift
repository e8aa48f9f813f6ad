internal import ComposeRuntime
internal import Synchronization
internal import TerminalOutput

/// Prints lines of several containers on standard output, each with the container's name before it.
///
/// Lines are gathered and written together while more are at hand, so that long logs are not one write a line.
final class LogPrinter: Sendable {

    private let output: FileOutput
    private let project: String
    private let prefixer: LogPrefixer
    private let hasPrefix: Bool

    init(_ context: CommandContext, project: String, isColoured: Bool, hasPrefix: Bool) {
        output = context.output
        self.project = project
        self.hasPrefix = hasPrefix
        prefixer = LogPrefixer(isColoured: isColoured)
    }

    /// Makes room for a container's name before the first line is printed.
    func register(_ container: String) {
        prefixer.register(AttachedConsole.shortName(container, project: project))
    }

    /// Prints what the body hands on, until it ends or the reader goes away.
    func printing(_ body: @escaping @Sendable (@escaping LogSink) async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await body { await self.show($0) }
                return true
            }
            group.addTask {
                // Followed logs pause; what was gathered must not wait for the next line.
                while !Task.isCancelled, !self.output.isBroken {
                    try? await Task.sleep(for: .milliseconds(50))
                    try? self.output.flush()
                }
                return false
            }
            _ = try await group.next()
            group.cancelAll()
        }
        // A reader that is gone has what it wanted.
        try? output.flush()
    }

    private func show(_ record: LogRecord) async {
        var line = record.timestamp.map { Array(($0 + " ").utf8) } ?? []
        line += record.bytes
        line.append(UInt8(ascii: "\n"))
        let name = AttachedConsole.shortName(record.container, project: project)
        // A reader that is gone has what it wanted; the loop above sees it and ends the command.
        try? output.buffer(bytes: hasPrefix ? prefixer.prefixed(line, from: name) : line)
    }
}
