package import ComposeModel
internal import Diagnostics
import OrderedCollections

/// Which services of a project take part.
package enum ProjectSelection {
    /// Sorts all services into enabled and disabled ones.
    ///
    /// A service without profiles is always enabled; the profile `*` enables all.
    package static func applyProfiles(_ profiles: [String], to project: inout Project) {
        let active = Set(profiles)
        if project.disabledServices.isEmpty, project.services.values.allSatisfy({ $0.isEnabled(by: active) }) {
            project.profiles = profiles
            return
        }
        var enabled: OrderedDictionary<String, Service> = [:]
        var disabled: OrderedDictionary<String, Service> = [:]
        for (name, service) in allServices(of: project) {
            if service.isEnabled(by: active) { enabled[name] = service } else { disabled[name] = service }
        }
        project.services = enabled
        project.disabledServices = disabled
        project.profiles = profiles
    }

    /// In file order as far as it is known: what comes from one file stands in its order.
    private static func allServices(of project: Project) -> [(key: String, value: Service)] {
        guard !project.disabledServices.isEmpty else { return Array(project.services) }
        let all = Array(project.services) + Array(project.disabledServices)
        var files: [String: Int] = [:]
        let ranks: [(file: Int, line: Int, position: Int)] = all.indices.map { position in
            let place = all[position].value.locations[""]
            let file = place?.file ?? ""
            let rank = files[file] ?? files.count
            files[file] = rank
            return (rank, place?.line ?? 0, position)
        }
        return ranks.sorted { $0 < $1 }.map { all[$0.position] }
    }
}

extension Service {
    fileprivate func isEnabled(by active: Set<String>) -> Bool {
        profiles.isEmpty || active.contains("*") || profiles.contains { active.contains($0) }
    }
}

extension Project {
    /// The project with the profiles of the named services active as well.
    ///
    /// That may enable other services too, until a selection narrows the project again.
    package func enabling(services names: [String]) -> Project {
        let hidden = names.compactMap { disabledServices[$0] }
        guard !hidden.isEmpty else { return self }
        var enabled = self
        ProjectSelection.applyProfiles(profiles + hidden.flatMap(\.profiles), to: &enabled)
        return enabled
    }

    /// The project without the networks, volumes, secrets, configs and models that no enabled service uses.
    package func removingUnusedResources() -> Project {
        var used = UsedResources()
        for service in services.values { used.add(service) }
        var lean = self
        lean.networks = networks.filter { used.networks.contains($0.key) }
        lean.volumes = volumes.filter { used.volumes.contains($0.key) }
        lean.secrets = secrets.filter { used.secrets.contains($0.key) }
        lean.configs = configs.filter { used.configs.contains($0.key) }
        lean.models = models.filter { used.models.contains($0.key) }
        return lean
    }
}

/// The keys of the resources that services refer to.
private struct UsedResources {
    var networks: Set<String> = []
    var volumes: Set<String> = []
    var secrets: Set<String> = []
    var configs: Set<String> = []
    var models: Set<String> = []

    mutating func add(_ service: Service) {
        networks.formUnion(service.networks.keys)
        models.formUnion(service.models.keys)
        for mount in service.mounts where mount.kind == .volume {
            if let source = mount.source { volumes.insert(source) }
        }
        secrets.formUnion(service.secrets.map(\.source))
        secrets.formUnion(service.build?.secrets.map(\.source) ?? [])
        configs.formUnion(service.configs.map(\.source))
    }
}
