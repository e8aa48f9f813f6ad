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
            checkHooks(of: service)
            checkProbe(of: service)
            if service.provider?.type == "compose" {
                plan.problems.append(
                    Diagnostic(
                        .error,
                        "'compose' cannot provide service '\(service.name)'",
                        path: "services.\(service.name).provider.type",
                        at: service.locations["provider.type"],
                        hint: "name a program that provides services"
                    )
                )
            }
            warnOfUnsupported(service)
        }
        if request.starts, !request.ignoresDependencies { checkGates(services, of: .definitions(request)) }
    }

    /// What is wrong with the service's own probe.
    private mutating func checkProbe(of service: Service) {
        var collector = DiagnosticCollector()
        _ = ReadyProbe.read(service, into: &collector)
        for finding in collector.diagnostics {
            if finding.severity == .error { plan.problems.append(finding) } else { plan.warnings.append(finding) }
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

    /// A hook that would have to run for each replica would be run for one only.
    private mutating func checkHooks(of service: Service) {
        for (index, hook) in service.preStart.enumerated() where hook.perReplica == true {
            plan.problems.append(
                Diagnostic(
                    .error,
                    "pre_start[\(index)] of service '\(service.name)' asks to run for each replica, which is not supported",
                    path: "services.\(service.name).pre_start[\(index)].per_replica",
                    at: service.locations["pre_start[\(index)].per_replica"],
                    hint: "remove 'per_replica': the hook runs once, before the first replica starts"
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
        if !service.models.isEmpty { warn("models", "models") }
        if let policy = service.pullPolicy, !Self.pullPolicies.contains(policy), PullWindow.seconds(of: policy) == nil {
            warn("pull_policy", "pull_policy '\(policy)' (it counts as 'missing')")
        }
    }

    private static let pullPolicies: Set<String> = ["always", "never", "missing", "if_not_present", "build"]
}
