package import ComposeModel
internal import OrderedCollections

extension Project {
    /// The project that the labels of its containers, networks and volumes tell of, for commands that get only its name.
    ///
    /// Has what it takes to order, stop and start containers: services with their number of containers, their image and
    /// what they depend on. Hooks, definitions and everything else that no label keeps is unknown.
    ///
    /// - Parameters:
    ///   - observed: what the engine holds under the name.
    ///   - name: of the project.
    ///   - requiresDependencies: whether a dependency that fails also fails what depends on it, as it should for starting.
    package init(fromLabelsOf observed: ObservedState, name: String, requiresDependencies: Bool = false) {
        let containers = observed.containers.filter { !$0.isOneOff && !$0.service.isEmpty }
        let labels = containers.first?.labels ?? [:]
        self.init(
            name: name,
            workingDirectory: labels[ComposeLabel.workingDirectory] ?? "",
            composeFiles: Self.list(labels[ComposeLabel.configFiles])
        )
        for container in containers where services[container.service] == nil {
            var service = Service(name: container.service)
            service.image = container.image
            service.scale = observed.replicas(of: container.service).count
            service.dependencies = Self.dependencies(container.labels[ComposeLabel.dependencies], requiresDependencies)
            services[container.service] = service
        }
        // A dependency without a container can be neither awaited nor ordered.
        for name in services.keys {
            for dependency in services[name]?.dependencies.keys ?? [] where services[dependency] == nil {
                services[name]?.dependencies[dependency] = nil
            }
        }
        for network in observed.networks where network.project == name {
            networks[network.key ?? network.name] = Network(name: network.name)
        }
        for volume in observed.volumes where volume.project == name {
            volumes[volume.key ?? volume.name] = Volume(name: volume.name)
        }
    }

    private static func list(_ label: String?) -> [String] { (label ?? "").split(separator: ",").map { String($0) } }

    /// Reads `db:service_healthy:false,cache`; parts that are missing read as started and restarting with it.
    private static func dependencies(_ label: String?, _ isRequired: Bool) -> OrderedDictionary<String, Dependency> {
        var dependencies: OrderedDictionary<String, Dependency> = [:]
        for entry in list(label) {
            let parts = entry.split(separator: ":", omittingEmptySubsequences: false)
            guard let name = parts.first, !name.isEmpty else { continue }
            dependencies[String(name)] = Dependency(
                condition: parts.count > 1 ? DependencyCondition(rawValue: String(parts[1])) ?? .started : .started,
                restart: parts.count > 2 ? parts[2] == "true" : true,
                required: isRequired
            )
        }
        return dependencies
    }
}
