internal import ComposeModel
internal import Diagnostics
internal import OrderedCollections

/// What of a service cannot be had, told before anything is changed.
extension ConvergencePlanner {
    mutating func checkServices(_ services: [Service]) {
        for service in services {
            for secret in service.secrets {
                check(secret, project.secrets[secret.source], kind: "secret", of: service)
            }
            for config in service.configs {
                check(config, project.configs[config.source], kind: "config", of: service)
            }
            warnOfUnsupported(service)
        }
    }

    private mutating func check(_ reference: FileReference, _ object: FileObject?, kind: String, of service: Service) {
        guard let object, object.file == nil else { return }
        let path = "services.\(service.name).\(kind)s"
        let place = service.locations["\(kind)s"]
        if object.isExternal || object.driver != nil {
            plan.problems.append(
                Diagnostic(
                    .error,
                    "external \(kind) '\(reference.source)' of service '\(service.name)' needs a swarm",
                    path: path,
                    at: object.locations[""] ?? place,
                    hint: "give it as a file, a variable or content"
                )
            )
        } else if object.content == nil {
            let variable = object.environment ?? ""
            plan.problems.append(
                Diagnostic(
                    .error,
                    "environment variable '\(variable)' required by \(kind) '\(reference.source)' is not set",
                    path: "\(kind)s.\(reference.source).environment",
                    at: object.locations["environment"] ?? place
                )
            )
        } else if service.isReadOnly {
            plan.problems.append(
                Diagnostic(
                    .error,
                    "\(kind) '\(reference.source)' cannot be written into read-only service '\(service.name)'",
                    path: path,
                    at: place,
                    hint: "give it as a file: a file is mounted, not written"
                )
            )
        }
    }

    /// Keys that are read and that this version does not act on.
    private mutating func warnOfUnsupported(_ service: Service) {
        func warn(_ key: String, _ what: String) {
            plan.warn(
                "\(what) of service '\(service.name)' is not supported yet and has no effect",
                path: "services.\(service.name).\(key)",
                at: service.locations[key]
            )
        }
        if !service.preStart.isEmpty { warn("pre_start", "pre_start") }
        if service.provider != nil { warn("provider", "provider") }
        if !service.models.isEmpty { warn("models", "models") }
        if let policy = service.pullPolicy, !Self.pullPolicies.contains(policy) {
            warn("pull_policy", "pull_policy '\(policy)' (it counts as 'missing')")
        }
    }

    private static let pullPolicies: Set<String> = ["always", "never", "missing", "if_not_present", "build"]
}
