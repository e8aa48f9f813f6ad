/// What the daemon does when a container is unhealthy: `unhealthy` in `x-swiftcompose`.
package struct UnhealthyPolicy: Sendable, Hashable {
    package enum Action: String, Sendable, Hashable, CaseIterable {
        /// Restart it, as often as the budget allows.
        case restart
        /// Nothing; the incident says it.
        case leave
        /// Nothing, but tell the hooks that somebody has to look at it.
        case notify
    }

    /// What happens when it is unhealthy once more than the budget allows.
    package enum FinalAction: String, Sendable, Hashable, CaseIterable {
        /// Stop it, and give it up until somebody changes it.
        case stop
        case leave, notify
    }

    package var action: Action
    /// How many restarts within the window.
    package var attempts: Int
    package var window: Duration
    /// The pause before the first restart, doubled each time.
    package var backoff: Duration
    package var finally: FinalAction

    /// Without settings: three restarts in ten minutes, the first after a second; then somebody is told.
    package init(
        action: Action = .restart,
        attempts: Int = 3,
        window: Duration = .seconds(600),
        backoff: Duration = .seconds(1),
        finally: FinalAction = .notify
    ) {
        self.action = action
        self.attempts = attempts
        self.window = window
        self.backoff = backoff
        self.finally = finally
    }
}
