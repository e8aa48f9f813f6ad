package import ComposeModel
package import Diagnostics
internal import OrderedCollections

/// How the daemon looks after a project as a whole: the top-level `x-swiftcompose`.
package struct ProjectPolicy: Sendable {
    /// What happens to a running project when the daemon is told to end.
    package enum Shutdown: String, Sendable, Hashable, CaseIterable {
        /// It goes on running; the default.
        case leave
        /// It is stopped in reverse order, each service with its full grace period.
        case stop
    }

    /// What a changed source leads to.
    package enum WatchMode: String, Sendable, Hashable, CaseIterable {
        /// Nothing; the default.
        case off
        /// The project comes to be as the changed files say.
        case apply
        /// An incident with the plan that would be carried out.
        case announce
    }

    /// Whether `up` hands the project over without being told to.
    package var supervise = false
    package var shutdown = Shutdown.leave
    package var watchSources = WatchMode.off
    /// Who is told of what happens.
    var hooks = HookSettings()

    /// What services without settings of their own have.
    var restart = RestartSettings()
    var unhealthy = UnhealthyPolicy()
    var drift = DriftPolicy()

    package init() {}

    /// The project's policy; what cannot be read has its default.
    package init(of project: Project) {
        self.init(of: project, findings: PolicyFindings())
    }
}

extension ProjectPolicy {
    /// What is wrong with the `x-swiftcompose` keys of a project and its services: errors for values that mean nothing,
    /// warnings for keys that nobody knows.
    package static func diagnostics(of project: Project) -> [Diagnostic] {
        let findings = PolicyFindings()
        let defaults = ProjectPolicy(of: project, findings: findings)
        for service in project.services.values {
            _ = ServicePolicy(of: service, defaults: defaults, findings: findings)
        }
        return findings.collector.diagnostics
    }
}
