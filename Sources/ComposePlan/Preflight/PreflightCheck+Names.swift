internal import ComposeModel
internal import Diagnostics
internal import OrderedCollections

/// Names of containers, networks and volumes, of which the engine has one each for all projects.
extension PreflightCheck {
    mutating func checkNames() {
        guard world.listsStoppedContainers else { return }
        let owners = Dictionary(world.containers.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
        for creation in scope.creations {
            guard let owner = owners[creation.name], !scope.vacated.contains(owner.id) else { continue }
            let service = project.services[creation.replica.service]
            let isNamedByFiles = service?.containerName != nil
            report(
                .error,
                "container name '\(creation.name)', which service '\(creation.replica.service)' needs, is taken by "
                    + ownerWords(owner),
                path: "services.\(creation.replica.service)\(isNamedByFiles ? ".container_name" : "")",
                at: service?.locations[isNamedByFiles ? "container_name" : ""],
                hint: "remove it with 'docker rm --force \(creation.name)'"
                    + (isNamedByFiles ? ", or give the service another container_name" : "")
            )
        }
    }

    private func ownerWords(_ owner: PreflightWorld.Container) -> String {
        guard let other = owner.project else { return "a container that belongs to no project" }
        return other == project.name ? "another container of this project" : "a container of project '\(other)'"
    }

    /// Networks and volumes that another project made under the names which this one gives its own.
    mutating func checkForeignResources() {
        let networks = Set(
            scope.newNetworks + scope.services.filter { $0.networkMode == nil }.flatMap { Array($0.networks.keys) }
        )
        for (key, network) in project.networks where !network.isExternal && networks.contains(key) {
            let namesakes = scope.observed.networks.filter { $0.name == network.name }.map(\.project)
            guard let owner = foreignOwner(among: namesakes) else { continue }
            report(
                .warning,
                "network '\(network.name)' belongs to project '\(owner)', and is used by both",
                path: "networks.\(key)",
                at: network.locations["name"],
                hint: "declare it with 'external: true' to share it, or give it another name"
            )
        }
        let volumes = Set(scope.services.flatMap { $0.mounts.filter { $0.kind == .volume }.compactMap(\.source) })
        for (key, volume) in project.volumes where !volume.isExternal && volumes.contains(key) {
            let namesakes = scope.observed.volumes.filter { $0.name == volume.name }.map(\.project)
            guard let owner = foreignOwner(among: namesakes) else { continue }
            report(
                .warning,
                "volume '\(volume.name)' belongs to project '\(owner)', and is used by both",
                path: "volumes.\(key)",
                at: volume.locations["name"],
                hint: "declare it with 'external: true' to share it, or give it another name"
            )
        }
    }

    /// The other project that has all of what goes by a name; nil when some of it is this project's own or nobody's.
    private func foreignOwner(among projects: [String?]) -> String? {
        projects.allSatisfy { $0 != nil && $0 != project.name } ? projects.first ?? nil : nil
    }
}
