/// What is remembered of a service when the daemon ends.
struct ServiceMemory: Sendable, Hashable, Codable {
    var service: String
    /// How often the daemon has started it again since it has it in its care.
    var restarts = 0
    /// Moments of failures within the window, in seconds since 1970.
    var failures: [Double] = []
    /// Moments of restarts for being unhealthy, in seconds since 1970.
    var unhealthyRestarts: [Double] = []
    /// Whether it was given up after too many failures, until somebody changes it.
    var isGivenUp = false
    /// Stopped by the user, and to stay so.
    var isStopped = false
    /// Stopped by somebody else, and left so by policy.
    var isLeft = false
    /// Dependencies that went away and after whose return it is to be restarted.
    var owes: Set<String> = []
    /// How many containers the user has scaled it to; nil is as many as declared.
    var replicas: Int?
    /// Code of the last run to its end, for one-shots and jobs.
    var lastCode: Int?
    /// Last lines of that run.
    var lastOutput: [String] = []

    init(service: String) {
        self.service = service
    }
}
