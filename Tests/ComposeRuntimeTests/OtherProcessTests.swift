import Glibc
import Testing

@testable import ComposeRuntime

/// The end of other processes.
@Suite struct OtherProcessTests {
    /// Starts `sleep` and returns its id.
    private func sleeper(_ seconds: String) throws -> pid_t {
        var process = pid_t()
        let places: [String] = ["/usr/bin/sleep", "/bin/sleep"]
        let path: String = try #require(places.first { (place: String) -> Bool in access(place, X_OK) == 0 })
        let arguments: [UnsafeMutablePointer<CChar>?] = [strdup("sleep"), strdup(seconds), nil]
        defer { for argument in arguments { free(argument) } }
        let code = posix_spawn(&process, path, nil, nil, arguments, nil)
        try #require(code == 0)
        return process
    }

    private func reap(_ process: pid_t) {
        var status: Int32 = 0
        _ = waitpid(process, &status, 0)
    }

    @Test func `a process that is there has a start, and one that is not has none`() {
        #expect(OtherProcess.start(of: Int(getpid())) != nil)
        #expect(OtherProcess(id: Int(getpid())).isRunning)
        #expect(OtherProcess.start(of: 1 << 30) == nil)
        #expect(!OtherProcess(id: 1 << 30).isRunning)
    }

    @Test func `another process with the same id is not the one that was meant`() throws {
        let start = try #require(OtherProcess.start(of: Int(getpid())))
        #expect(OtherProcess(id: Int(getpid()), started: start).isRunning)
        #expect(!OtherProcess(id: Int(getpid()), started: start + 1).isRunning)
    }

    @Test(.timeLimit(.minutes(1))) func `the end of a process is told`() async throws {
        let process = try sleeper("0.2")
        defer { reap(process) }
        let began = ContinuousClock.now
        await OtherProcess(id: Int(process)).waitForEnd()
        #expect(began.duration(to: .now) >= .milliseconds(100))
        #expect(!OtherProcess(id: Int(process)).isRunning)
    }

    @Test(.timeLimit(.minutes(1))) func `there is no wait for a process that is not there`() async {
        await OtherProcess(id: 1 << 30).waitForEnd()
        await OtherProcess(id: Int(getpid()), started: 1).waitForEnd()
    }

    @Test(.timeLimit(.minutes(1))) func `a cancelled wait ends at once`() async throws {
        let process = try sleeper("30")
        defer {
            kill(process, SIGKILL)
            reap(process)
        }
        let wait = Task { await OtherProcess(id: Int(process)).waitForEnd() }
        try await Task.sleep(for: .milliseconds(50))
        wait.cancel()
        await wait.value
        #expect(OtherProcess(id: Int(process)).isRunning)
    }
}
