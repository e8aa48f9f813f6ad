package import ComposeModel

/// What the daemon does when a container ends by itself: `restart` in `x-swiftcompose`, over Compose's own `restart`.
package struct RestartPolicy: Sendable, Hashable {
    /// After which ends a service is started again.
    package enum Rule: Sendable, Hashable {
        /// `restart: "no"`.
        case never
        /// After a code other than 0; where the files say nothing, too. An end with code 0 counts as completed.
        case onFailure
        /// `always` and `unless-stopped`.
        case always
    }

    package var rule: Rule
    /// The pause before the second restart in a row, which doubles each time; 100 ms where not set.
    ///
    /// The first restart comes at once.
    package var delay: Duration
    /// The longest pause; 60 s where not set.
    package var maxDelay: Duration
    /// After how long a run earlier failures do not lengthen the pause any more; 10 s where not set.
    package var stableAfter: Duration
    /// How many restarts within the window before the service is given up; nil is no limit.
    ///
    /// Where not set it is the number of `on-failure:N` or of `deploy.restart_policy.max_attempts`, none for `always` and
    /// `unless-stopped`, and else 10.
    package var limit: Int?
    /// Over how long failures are counted; 10 minutes where not set.
    package var window: Duration

    package init(
        _ rule: Rule,
        delay: Duration = .milliseconds(100),
        maxDelay: Duration = .seconds(60),
        stableAfter: Duration = .seconds(10),
        limit: Int? = nil,
        window: Duration = .seconds(600)
    ) {
        self.rule = rule
        self.delay = delay
        self.maxDelay = maxDelay
        self.stableAfter = stableAfter
        self.limit = limit
        self.window = window
    }

    /// How many restarts a service gets whose files name no number, and at how many an endless one is called a crash loop.
    package static let usualLimit = 10
}

extension RestartPolicy {
    /// What the service's definition says in Compose's own words: `deploy.restart_policy`, else `restart`.
    package init(of service: Service) {
        if let policy = service.deploy?.restartPolicy {
            self.init(deployed: policy)
            return
        }
        let parts = (service.restart ?? "").split(separator: ":", maxSplits: 1)
        switch parts.first {
        case "no"?: self.init(.never)
        case "always"?, "unless-stopped"?: self.init(.always)
        default: self.init(.onFailure, limit: Self.limit(parts.count > 1 ? Int(parts[1]) : nil))
        }
    }

    private init(deployed policy: Deploy.RestartPolicy) {
        switch policy.condition {
        case "none"?: self.init(.never)
        case "on-failure"?: self.init(.onFailure, limit: Self.limit(policy.maxAttempts))
        default: self.init(.always, limit: policy.maxAttempts.flatMap { $0 > 0 ? $0 : nil })
        }
        if let delay = policy.delay, delay > .zero { self.delay = delay }
        if let window = policy.window, window > .zero { self.window = window }
        maxDelay = max(maxDelay, delay)
    }

    /// The engine reads 0 as no limit.
    private static func limit(_ count: Int?) -> Int? {
        guard let count else { return usualLimit }
        return count > 0 ? count : nil
    }

    /// Whether a container that has ended with this code is to be started again.
    package func restarts(after code: Int) -> Bool {
        switch rule {
        case .never: false
        case .onFailure: code != 0
        case .always: true
        }
    }
}
