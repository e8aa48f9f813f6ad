import ComposeModel
import Diagnostics
import OrderedCollections

/// Names of other things in the project.
extension ProjectCheck {
    mutating func checkReferences(of service: Service) {
        if service.networkMode != nil, !service.networks.isEmpty {
            report(
                "service '\(service.name)' has both 'network_mode' and 'networks'",
                service,
                "network_mode",
                hint: "keep one of them"
            )
        }
        for key in service.networks.keys {
            require(key, among: project.networks.keys, "network", for: service, at: "networks.\(key)")
        }
        for (index, mount) in service.mounts.enumerated() where mount.kind == .volume {
            guard let source = mount.source else { continue }
            require(source, among: project.volumes.keys, "volume", for: service, at: "volumes[\(index)]")
        }
        for (index, reference) in service.configs.enumerated() {
            require(reference.source, among: project.configs.keys, "config", for: service, at: "configs[\(index)]")
        }
        for (index, reference) in service.secrets.enumerated() {
            require(reference.source, among: project.secrets.keys, "secret", for: service, at: "secrets[\(index)]")
        }
        for reference in service.build?.secrets ?? [] {
            require(reference.source, among: project.secrets.keys, "secret", for: service, at: "build.secrets")
        }
        for key in service.models.keys {
            require(key, among: project.models.keys, "model", for: service, at: "models.\(key)")
        }
        for (name, context) in service.build?.additionalContexts ?? [:] where context.hasPrefix("service:") {
            checkContext(name, String(context.dropFirst(8)), of: service)
        }
    }

    private mutating func require(
        _ name: String,
        among known: OrderedSet<String>,
        _ kind: String,
        for service: Service,
        at key: String
    ) {
        guard !known.contains(name) else { return }
        report(
            "service '\(service.name)' uses the \(kind) '\(name)', which is not defined",
            service,
            key,
            hint: near(to: name, among: known).map { "did you mean '\($0)'?" }
                ?? "define it under the top-level key '\(kind)s'"
        )
    }

    private mutating func checkContext(_ name: String, _ target: String, of service: Service) {
        guard let other = project.services[target] else {
            report(
                "service '\(service.name)' builds from unknown service '\(target)'",
                service,
                "build.additional_contexts",
                hint: hint(forUnknown: target)
            )
            return
        }
        guard other.build == nil else { return }
        report(
            "service '\(service.name)' builds from service '\(target)', which has no build itself",
            service,
            "build.additional_contexts",
            notes: other.locations[""].map { [Diagnostic.Note("'\(target)' is defined here", at: $0)] } ?? [],
            hint: "give '\(target)' a 'build', or name its image as docker-image://…"
        )
    }

    mutating func checkDependencies(of service: Service) {
        for (name, dependency) in service.dependencies where project.services[name] == nil {
            guard let disabled = project.disabledServices[name] else {
                report(
                    "service '\(service.name)' depends on unknown service '\(name)'",
                    service,
                    "depends_on.\(name)",
                    hint: hint(forUnknown: name)
                )
                continue
            }
            guard dependency.required else { continue }
            let profiles = disabled.profiles.map { "--profile \($0)" }.joined(separator: " or ")
            report(
                "service '\(service.name)' depends on '\(name)', which no active profile enables",
                service,
                "depends_on.\(name)",
                notes: disabled.locations["profiles"].map { [Diagnostic.Note("the profiles of '\(name)'", at: $0)] }
                    ?? [],
                hint: "enable it with \(profiles), or write 'required: false' under the dependency"
            )
        }
        guard let mode = service.networkMode, mode.hasPrefix("service:") else { return }
        let target = String(mode.dropFirst(8))
        guard service.dependencies[target] == nil, project.services[target] == nil else { return }
        report(
            "service '\(service.name)' shares the network of unknown service '\(target)'",
            service,
            "network_mode",
            hint: hint(forUnknown: target)
        )
    }

    private func hint(forUnknown name: String) -> String? {
        near(to: name, among: [project.services.keys, project.disabledServices.keys].lazy.joined())
            .map { "did you mean '\($0)'?" }
    }

    /// Nil in a project with very many mistakes: it is not mistyped but of another kind.
    private func near(to name: String, among names: some Sequence<String>) -> String? {
        collector.diagnostics.count < 100 ? nearestName(to: name, among: names) : nil
    }
}
