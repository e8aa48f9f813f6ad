import Glibc
import Testing

@testable import ComposeRuntime

/// Programs of this machine that the user waits for; they take signals, which belong to the whole process.
extension SignalsTests {
    private func shell(_ text: String) -> HostProgram {
        HostProgram(words: ["sh", "-c", text], environment: ["PATH": "/usr/bin:/bin", "WORD": "hello"])
    }

    @Test func `a command ends with its own status`() async throws {
        #expect(try await HostCommand.run(shell("exit 7"), unless: { false }) == 7)
        #expect(try await HostCommand.run(shell("[ \"$WORD\" = hello ]"), unless: { false }) == 0)
        #expect(try await HostCommand.run(shell("kill -TERM $$"), unless: { false }) == 143)
    }

    @Test(arguments: ["USR1", "USR2", "TERM"])
    func `a signal that is sent to this process is the command's`(name: String) async throws {
        let text = "trap 'exit 9' \(name); kill -\(name) $PPID; while :; do sleep 0.05; done"
        #expect(try await HostCommand.run(shell(text), unless: { false }) == 9)
    }

    @Test func `a command that is asked to end is interrupted`() async throws {
        // Tests that run in the background have it ignored, which a shell keeps.
        let before = signal(SIGINT, SIG_DFL)
        defer { _ = signal(SIGINT, before) }
        async let status = HostCommand.run(shell("trap 'exit 9' INT; while :; do sleep 0.05; done"), unless: { false })
        try await Task.sleep(for: .milliseconds(300))
        HostCommand.interrupt()
        #expect(try await status == 9)
    }

    @Test func `nothing is started when it is called off`() async {
        await #expect(throws: CancellationError.self) { try await HostCommand.run(shell("exit 7"), unless: { true }) }
    }

    @Test func `a program that is not there has the status of a shell`() async {
        let program = HostProgram(words: ["/nonexistent/program"], environment: [:])
        let error = await #expect(throws: HostProgramError.self) {
            try await HostCommand.run(program, unless: { false })
        }
        #expect(error?.exitCode == 127)
        #expect(error?.description == "'/nonexistent/program' cannot be started: No such file or directory")
    }
}
