package import ComposeModel
package import ComposePlan
internal import Diagnostics
internal import OrderedCollections

/// How the daemon looks after one service: `x-swiftcompose` of the service, over the project's.
package struct ServicePolicy: Sendable {
    package var restart: RestartPolicy
    package var unhealthy = UnhealthyPolicy()
    package var drift = DriftPolicy()
    /// A cron expression by which the service runs as a job, instead of being kept running; nil for every other service.
    package var schedule: String?
    /// The daemon's own probe; nil for none.
    package var ready: ReadyProbe?
    /// How old its image may become before it is pulled again (`pull_policy`), in seconds; nil for every other policy.
    package var imageWindow: Int?

    package init(restart: RestartPolicy = RestartPolicy(.onFailure, limit: RestartPolicy.usualLimit)) {
        self.restart = restart
    }
}

extension ServicePolicy {
    /// The policy of every service of the project; what cannot be read has its default.
    package static func all(of project: Project) -> [String: ServicePolicy] {
        let findings = PolicyFindings()
        let defaults = ProjectPolicy(of: project, findings: findings)
        var policies: [String: ServicePolicy] = [:]
        for (name, service) in project.services {
            policies[name] = ServicePolicy(of: service, defaults: defaults, findings: findings)
        }
        return policies
    }
}
