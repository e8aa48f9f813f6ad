/// What `x-swiftcompose.restart` sets; what it leaves out is as Compose's own `restart` has it.
struct RestartSettings: Sendable, Hashable {
    var delay: Duration?
    var maxDelay: Duration?
    var stableAfter: Duration?
    /// 0 is no limit.
    var limit: Int?
    var window: Duration?

    /// These settings where they say something, else those of the project.
    func over(_ other: RestartSettings) -> RestartSettings {
        var settings = RestartSettings()
        settings.delay = delay ?? other.delay
        settings.maxDelay = maxDelay ?? other.maxDelay
        settings.stableAfter = stableAfter ?? other.stableAfter
        settings.limit = limit ?? other.limit
        settings.window = window ?? other.window
        return settings
    }

    func apply(to policy: RestartPolicy) -> RestartPolicy {
        var policy = policy
        if let delay { policy.delay = delay }
        if let maxDelay { policy.maxDelay = maxDelay }
        if let stableAfter { policy.stableAfter = stableAfter }
        if let limit { policy.limit = limit > 0 ? limit : nil }
        if let window { policy.window = window }
        policy.maxDelay = max(policy.maxDelay, policy.delay)
        return policy
    }
}
