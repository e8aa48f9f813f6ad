internal import ComposeModel
internal import ComposePlan
internal import OrderedCollections

/// Parts of a project as lists, one name a line.
struct ConfigListing: Sendable {
    let project: Project
    let names: ProjectNames

    /// Services in dependency order.
    var services: [String] { project.servicesInDependencyOrder.map(\.name) }
    var volumes: [String] { Array(project.volumes.keys) }
    var networks: [String] { Array(project.networks.keys) }

    /// The image of every service, once for each service.
    var images: [String] {
        project.services.values.map { names.image(of: $0) }
    }

    var models: [String] {
        project.models.values.compactMap { model in
            guard case .object(let object) = model, case .string(let reference) = object["model"] else { return nil }
            return reference
        }
    }

    /// Every profile that a service names, enabled or not, sorted.
    var profiles: [String] {
        let services = Array(project.services.values) + Array(project.disabledServices.values)
        return Set(services.flatMap(\.profiles)).sorted()
    }

    /// What variables are looked up in, sorted.
    var environment: [String] {
        project.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
    }
}

/// The config hashes that `config --hash` prints.
enum HashListing {
    /// `name hash` for each of the services, sorted by name.
    ///
    /// A service that names env files is hashed with the files' names and without their variables, as the reference does.
    ///
    /// - `names`: of services of the project.
    /// - `unresolved`: the project before the variables of services were looked up.
    /// - `resolved`: the same with the variables of those services that name no env file.
    static func lines(_ names: [String], unresolved: Project, resolved: Project) -> [String] {
        names.sorted().compactMap { name -> String? in
            guard let written = unresolved.services[name] else { return nil }
            var service = written.environmentFiles.isEmpty ? resolved.services[name] ?? written : written
            let platform = unresolved.environment["DOCKER_DEFAULT_PLATFORM"] ?? ""
            if service.platform?.isEmpty ?? true, !platform.isEmpty { service.platform = platform }
            return "\(name) \(ConfigHash.of(service))"
        }
    }
}
