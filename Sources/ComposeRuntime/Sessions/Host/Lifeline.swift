internal import Glibc

/// A pipe by which another program learns that this process has ended, even when it was killed, and whether it had done
/// all that it wanted to.
///
/// Only this process holds the writing end, and nothing that it starts inherits it, so the kernel closes it exactly when
/// this process is gone. The end that is read is the standard input of the other program.
package struct Lifeline: Sendable {
    private static let farewell = Array("done".utf8)

    private let writing: Int32

    /// Starts the program at the other end.
    ///
    /// - Throws: ``HostProgramError``, or ``SystemCallError`` when there are no descriptors left.
    package init(to program: HostProgram) throws {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw SystemCallError("pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        writing = ends[1]
        defer { close(ends[0]) }
        var program = program
        program.input = ends[0]
        do {
            _ = try program.start()
        } catch {
            close(ends[1])
            throw error
        }
    }

    /// Tells the other program that it is no longer needed; to be called once.
    package func letGo() {
        _ = write(writing, Self.farewell, Self.farewell.count)
        close(writing)
    }

    /// Waits, in the other program, for the end of the process that has started it.
    ///
    /// - Returns: whether it has said that all is done.
    /// - Throws: ``SystemCallError``, or `CancellationError` when the task is cancelled.
    package static func farewellIsHeard() async throws -> Bool {
        let input = try StandardInput()
        var heard: [UInt8] = []
        while let bytes = try await input.read() { heard += bytes }
        return heard == farewell
    }
}
