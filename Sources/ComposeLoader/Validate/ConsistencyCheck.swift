package import ComposeModel
package import Diagnostics
import OrderedCollections

/// Tells where the parts of a project contradict each other or refer to what is not there.
package enum ConsistencyCheck {
    /// Looks at the enabled services only: what a disabled one refers to may come with another file.
    package static func check(_ project: Project, into collector: inout DiagnosticCollector) {
        var check = ProjectCheck(project: project, collector: collector)
        for service in project.services.values {
            check.checkImage(of: service)
            check.checkReferences(of: service)
            check.checkDependencies(of: service)
            check.checkNumbers(of: service)
            check.checkMounts(of: service)
            check.checkWatch(of: service)
        }
        check.checkContainerNames()
        check.checkSecrets()
        check.checkCycles()
        collector = check.collector
    }
}

/// One pass over a project.
struct ProjectCheck {
    let project: Project
    var collector: DiagnosticCollector

    /// Adds an error at a key of a service.
    mutating func report(
        _ message: String,
        _ service: Service,
        _ key: String,
        notes: [Diagnostic.Note] = [],
        hint: String? = nil
    ) {
        collector.error(
            message,
            path: key.isEmpty ? "services.\(service.name)" : "services.\(service.name).\(key)",
            at: service.locations[key],
            notes: notes,
            hint: hint
        )
    }

    mutating func checkImage(of service: Service) {
        if service.image == nil, service.build == nil, service.provider == nil {
            report(
                "service '\(service.name)' has neither an image nor a build",
                service,
                "",
                hint: "add 'image' or 'build'"
            )
        }
        if let test = service.healthcheck?.test.first, !["CMD", "CMD-SHELL", "NONE"].contains(test) {
            report(
                "the test of a health check must start with 'CMD', 'CMD-SHELL' or 'NONE', not '\(test)'",
                service,
                "healthcheck.test",
                hint: "write [\"CMD\", \"\(test)\", …], or the whole test as one string for a shell"
            )
        }
        guard let build = service.build else { return }
        if build.dockerfile != nil, build.inlineDockerfile != nil {
            report(
                "service '\(service.name)' has both 'dockerfile' and 'dockerfile_inline'",
                service,
                "build.dockerfile_inline",
                hint: "keep one of them"
            )
        }
        if let platform = service.platform, !build.platforms.isEmpty, !build.platforms.contains(platform) {
            report(
                "service '\(service.name)' runs on '\(platform)' but is not built for it",
                service,
                "platform",
                hint: "add '\(platform)' to 'build.platforms'"
            )
        }
    }

    /// What is synchronised needs a place in the container.
    mutating func checkWatch(of service: Service) {
        for trigger in service.develop?.watch ?? [] {
            guard trigger.target == nil, trigger.action != "rebuild", trigger.action != "restart" else { continue }
            report(
                "watching '\(trigger.path)' of service '\(service.name)' needs a 'target' to \(trigger.action)",
                service,
                "develop.watch",
                hint: "say with 'target' where it is in the container"
            )
        }
    }

    /// A driver alone gives no content here, although the schema lets it stand.
    mutating func checkSecrets() {
        for (key, secret) in project.secrets {
            guard !secret.isExternal, secret.driver != nil, secret.file == nil, secret.environment == nil else {
                continue
            }
            collector.error(
                "secret '\(key)' has neither 'file' nor 'environment'",
                path: "secrets.\(key)",
                at: secret.locations[""],
                hint: "set one of them, or 'external: true'"
            )
        }
    }
}
