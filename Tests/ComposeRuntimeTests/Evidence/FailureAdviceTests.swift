import ComposeModel
import Testing

@testable import ComposeRuntime

@Suite struct FailureAdviceTests {
    private func advice(
        _ complaint: FailureAdvice.Complaint,
        _ service: Service? = nil,
        _ change: (inout Culprit) -> Void
    ) -> [String] {
        var culprit = Culprit("shop-db-1", service: "db")
        change(&culprit)
        return FailureAdvice(culprit: culprit, service: service, complaint: complaint).lines
    }

    private let logs = "see all that it has written: swiftcompose logs db"

    @Test func `a probe is run by hand, and a young container may only need time`() {
        let lines = advice(.unhealthy) { culprit in
            culprit.isRunning = true
            culprit.healthcheck = Culprit.Healthcheck(test: ["CMD", "pg_isready", "-U", "the app"])
            culprit.probes = [1, 1, 2].map { Culprit.Probe(exitCode: $0) }
            culprit.failingStreak = 3
            culprit.timeToLastProbe = .milliseconds(2600)
        }
        #expect(
            lines == [
                "run the probe by hand: swiftcompose exec db pg_isready -U 'the app'",
                "if it only takes longer to start, raise 'start_period' of its healthcheck "
                    + "(now 0s; no probe passed in its first 2s)",
                logs,
            ]
        )
    }

    @Test func `a shell line stays one word`() {
        let lines = advice(.unhealthy) { culprit in
            culprit.isRunning = true
            culprit.healthcheck = Culprit.Healthcheck(test: ["CMD-SHELL", "echo it's; exit 1"])
        }
        #expect(lines.first == #"run the probe by hand: swiftcompose exec db sh -c 'echo it'\''s; exit 1'"#)
    }

    @Test func `a probe that takes too long, and one whose program is missing`() {
        let slow = advice(.unhealthy) { culprit in
            culprit.healthcheck = Culprit.Healthcheck(test: ["CMD", "true"], timeout: .seconds(5))
            culprit.probes = [Culprit.Probe(exitCode: -1)]
        }
        #expect(slow.first == "raise 'timeout' of the healthcheck (now 5s), or let it do less")
        for probe in [Culprit.Probe(exitCode: 127), Culprit.Probe(exitCode: 1, output: ["sh: curl: not found"])] {
            let lines = advice(.unhealthy) { $0.probes = [probe] }
            #expect(lines.first == "use a program for the healthcheck of db that its image has")
        }
    }

    @Test func `what was killed for want of memory wants more`() {
        var service = Service(name: "db")
        service.limits.memory = ByteSize(bytes: 16 << 20)
        let lines = advice(.exited, service) { $0.ending = Culprit.Ending(code: 137, wasOutOfMemory: true) }
        #expect(lines == ["give db more memory: raise 'mem_limit', which is 16 MiB, or make it use less", logs])
    }

    @Test(arguments: [
        (0, "keep the program of db in the foreground"), (126, "the command of db cannot be executed"),
        (127, "the command of db was not found in the image"), (134, "db gave up by itself (SIGABRT)"),
        (137, "somebody or something killed db (SIGKILL)"), (139, "db crashed (SIGSEGV)"),
        (143, "db was asked to end (SIGTERM)"),
    ])
    func `each way to end has its advice`(code: Int, words: String) {
        let lines = advice(.exited) { $0.ending = Culprit.Ending(code: code) }
        #expect(lines.first?.hasPrefix(words) == true, "\(lines)")
        #expect(lines.last == logs)
    }

    @Test func `a code of the program's own has the log for an advice`() {
        #expect(advice(.exited) { $0.ending = Culprit.Ending(code: 3) } == [logs])
        #expect(advice(.notStarted) { _ in }.isEmpty, "what was never started has written nothing")
    }

    @Test func `exit codes are signals from 129 on`() {
        #expect(ExitSignal.name(ofExitCode: 137) == "SIGKILL")
        #expect(ExitSignal.name(ofExitCode: 255) == nil)
        #expect(ExitSignal.name(ofExitCode: 9) == nil)
        #expect(ExitSignal.name(ofExitCode: 128) == nil)
    }
}
