import DockerEngine
import Testing

@testable import ComposeRuntime

/// What is read of probes, and whether it counts.
@Suite struct LastProbeTests {
    private func state(_ status: HealthStatus, probed: String?, started: String = "2025-03-01T12:00:00.5Z")
        -> ContainerState
    {
        var state = ContainerState()
        state.isRunning = true
        state.startedAt = started
        var health = ContainerHealth()
        health.status = status
        health.failingStreak = 3
        if let probed {
            var result = HealthResult()
            result.start = probed
            result.exitCode = 1
            result.output = "connection refused\nsecond line\n"
            health.log = [result]
        }
        state.health = health
        return state
    }

    private func inspection(_ state: ContainerState, retries: Int?) -> ContainerInspection {
        var inspection = ContainerInspection()
        inspection.state = state
        var healthcheck = HealthcheckConfig()
        healthcheck.retries = retries
        inspection.config.healthcheck = healthcheck
        return inspection
    }

    @Test func `health counts when its probe began after the start`() {
        let probed = "2025-03-01T12:00:01Z"
        #expect(ContainerRecords.Health(state(.healthy, probed: probed)) == .healthy)
        #expect(ContainerRecords.Health(state(.unhealthy, probed: probed)) == .unhealthy)
        #expect(ContainerRecords.Health(state(.starting, probed: probed)) == .starting)
        #expect(ContainerRecords.Health(state(.none, probed: probed)) == ContainerRecords.Health.none)
    }

    @Test(arguments: [HealthStatus.healthy, HealthStatus.unhealthy])
    func `health of the run before does not`(status: HealthStatus) {
        #expect(ContainerRecords.Health(state(status, probed: "2025-03-01T12:00:00.4Z")) == .starting)
        #expect(ContainerRecords.Health(state(status, probed: "2025-03-01T13:00:00+01:00")) == .starting)
        var stopped = state(status, probed: "2025-03-01T12:00:01Z")
        stopped.isRunning = false
        #expect(ContainerRecords.Health(stopped) == .starting)
    }

    @Test func `what no probe vouches for is taken as it is`() {
        #expect(ContainerRecords.Health(state(.healthy, probed: nil)) == .healthy)
        #expect(ContainerRecords.Health(ContainerState()) == ContainerRecords.Health.none)
    }

    @Test func `a failed probe is a count and the first line`() throws {
        let failing = state(.starting, probed: "2025-03-01T12:00:01Z")
        #expect(LastProbe(inspection(failing, retries: 10))?.description == "probe 3/10 · \"connection refused\"")
        #expect(LastProbe(inspection(failing, retries: nil))?.description == "probe 3 · \"connection refused\"")
        #expect(LastProbe(inspection(failing, retries: 0))?.description == "probe 3 · \"connection refused\"")
        #expect(LastProbe(inspection(state(.starting, probed: nil), retries: 10)) == nil)
        #expect(LastProbe(inspection(state(.unhealthy, probed: "2025-03-01T12:00:00Z"), retries: 10)) == nil)
    }

    @Test func `failures that do not count yet are told as such`() {
        #expect(LastProbe(failingStreak: 0, retries: 3, exitCode: 1).description == "start period")
        #expect(
            LastProbe(failingStreak: 0, exitCode: 1, output: "no table").description == "start period · \"no table\""
        )
    }

    @Test func `a long line is cut`() throws {
        var failing = state(.starting, probed: "2025-03-01T12:00:01Z")
        failing.health?.log[0].output = String(repeating: "x", count: 200)
        let probe = try #require(LastProbe(inspection(failing, retries: 10)))
        #expect(probe.output.count == 80)
        #expect(probe.output.hasSuffix("x…"))
    }

    @Test func `a probe that tells a secret is not repeated`() {
        let probe = LastProbe(failingStreak: 1, exitCode: 1, output: "login app:hunter22 refused")
        #expect(probe.masked(by: SecretMask(["hunter22"])).output == "login app:*** refused")
    }
}
