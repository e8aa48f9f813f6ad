internal import ComposeRuntime
internal import ControlProtocol

/// The end of a lease: its time is up, or its process has ended.
struct LeaseEnd: Sendable {
    let lease: Lease
    /// Seconds since 1970.
    let now: @Sendable () -> Double

    /// How long at most the clock of the day is not looked at, which may have been set meanwhile.
    private static let longestSleep = 60.0

    /// Waits for it and says what it was; nil when the task is cancelled, and for a lease that has no end.
    func reason() async -> String? {
        await withTaskGroup(of: String?.self) { group in
            if let ends = lease.ends { group.addTask { await self.timeUp(ends) } }
            if let process = lease.process { group.addTask { await self.processEnd(process) } }
            let first = await group.next() ?? nil
            group.cancelAll()
            return first
        }
    }

    private func timeUp(_ ends: Double) async -> String? {
        while !Task.isCancelled {
            let rest = ends - now()
            guard rest > 0 else { return "the lease is over" }
            // A cancelled sleep ends the loop by its condition.
            try? await Task.sleep(for: .seconds(min(rest, Self.longestSleep)))
        }
        return nil
    }

    private func processEnd(_ process: Int) async -> String? {
        await OtherProcess(id: process, started: lease.processStart).waitForEnd()
        return Task.isCancelled ? nil : "process \(process), which it was leased to, has ended"
    }
}
