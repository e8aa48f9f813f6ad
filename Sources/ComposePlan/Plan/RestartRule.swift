package import ComposeModel

/// When the engine starts a container again by itself after it has ended.
package enum RestartRule: Sendable, Hashable {
    case never
    /// After a code other than 0, so many times; nil is without a limit.
    case onFailure(limit: Int?)
    /// Whatever the code: `always` and `unless-stopped`.
    case always

    /// The rule that containers of the service are made with: `deploy.restart_policy`, else `restart`.
    package init(of service: Service) {
        if let policy = service.deploy?.restartPolicy {
            self =
                switch policy.condition {
                case "none": .never
                case "on-failure": .onFailure(limit: Self.limit(policy.maxAttempts))
                default: .always
                }
            return
        }
        let parts = (service.restart ?? "no").split(separator: ":", maxSplits: 1)
        self =
            switch parts.first {
            case "always", "unless-stopped": .always
            case "on-failure": .onFailure(limit: Self.limit(parts.count > 1 ? Int(parts[1]) : nil))
            default: .never
            }
    }

    /// The engine reads 0 as no limit.
    private static func limit(_ count: Int?) -> Int? {
        guard let count, count > 0 else { return nil }
        return count
    }

    /// Whether the engine starts the container again.
    ///
    /// - Parameters:
    ///   - code: with which it ended.
    ///   - deaths: how often it has ended since somebody started it, this time included.
    /// - Returns: false where that death was its last.
    package func restarts(after code: Int, deaths: Int) -> Bool {
        switch self {
        case .never: false
        case .onFailure(let limit): code != 0 && deaths <= (limit ?? .max)
        case .always: true
        }
    }

    /// At how many deaths it is no use to wait any longer: once the engine gives up, else when it is plain that the
    /// container dies again and again.
    package var patience: Int {
        switch self {
        case .never: 1
        case .onFailure(let limit?): limit + 1
        case .onFailure(nil), .always: Self.deathsOfCrashLoop
        }
    }

    /// How many deaths make a crash loop where the engine would restart for ever.
    package static let deathsOfCrashLoop = 5
}
