import DockerEngine
import Testing

@testable import ComposeRuntime

/// Where the log of a container's present run begins.
@Suite struct PresentRunTests {
    private func beginning(
        _ started: String,
        finished: String,
        isFirst: Bool = false,
        restarts: Int = 0,
        isRunning: Bool = true
    ) -> String? {
        var state = ContainerState()
        state.status = isRunning ? .running : .exited
        state.startedAt = started
        state.finishedAt = finished
        return PresentRun.beginning(state, isFirst: isFirst, restarts: restarts)
    }

    private let never = "0001-01-01T00:00:00Z"

    @Test func `a little before the start, since engines note it late`() {
        #expect(beginning("1970-01-01T00:01:40Z", finished: never) == "99.500000000")
        #expect(beginning("1970-01-01T00:01:40Z", finished: "1970-01-01T00:02:00Z") == "99.500000000")
    }

    @Test func `not before the end of the run before`() {
        #expect(beginning("1970-01-01T00:01:40Z", finished: "1970-01-01T00:01:39.9Z") == "99.900000000")
    }

    @Test func `an engine that restarts by itself pauses at least so long`() {
        #expect(beginning("1970-01-01T00:01:40Z", finished: "1970-01-01T00:01:41Z", restarts: 2) == "99.900000000")
    }

    @Test func `a container made for this run has nothing older in its log`() {
        #expect(beginning("1970-01-01T00:01:40Z", finished: "1970-01-01T00:01:39Z", isFirst: true) == nil)
    }

    @Test func `the end of a short run may be noted before its start`() {
        #expect(
            beginning("1970-01-01T00:01:40Z", finished: "1970-01-01T00:01:39.9Z", isRunning: false) == "99.500000000"
        )
    }

    @Test func `a container that never ran has no present run`() {
        #expect(beginning(never, finished: never) == nil)
        #expect(beginning("", finished: "") == nil)
    }
}
