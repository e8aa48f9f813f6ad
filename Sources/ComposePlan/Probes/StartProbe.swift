package import ComposeModel

/// A healthcheck's own test at its `start_interval`, for engines that do not know of one (API below 1.44).
///
/// Such an engine probes only every `interval` from the start on, so that what is ready after a second is waited for for
/// half a minute. While somebody waits, the test is run beside the engine's until it passes or the start period is over.
package struct StartProbe: Sendable, Hashable {
    package var probe: ReadyProbe
    /// How long after the container's start it is run at most.
    package var period: Duration

    /// nil where the service names no start interval, no start period or no test of its own.
    package init?(of service: Service) {
        guard let healthcheck = service.healthcheck, !healthcheck.isDisabled,
            let interval = healthcheck.startInterval, interval > .zero,
            let period = healthcheck.startPeriod, period > .zero,
            let command = ReadyProbe.command(ofTest: healthcheck.test)
        else { return nil }
        // The engine's own limit where the file is silent.
        let timeout = healthcheck.timeout.flatMap { $0 > .zero ? $0 : nil } ?? .seconds(30)
        probe = ReadyProbe(.exec(command: command), interval: interval, timeout: timeout)
        self.period = period
    }
}
