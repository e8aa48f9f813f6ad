internal import ComposeModel
internal import Diagnostics
internal import OrderedCollections

/// A subnet that the files name for a network that is made.
struct DeclaredSubnet: Sendable {
    /// The compose key of the network.
    var key: String
    /// The name of the network on the engine.
    var network: String
    var prefix: IPPrefix
    var place: SourceLocation?
}

extension PreflightScope {
    /// The subnets of networks that are made; those of other address drivers are theirs to judge.
    var declaredSubnets: [DeclaredSubnet] {
        newNetworks.flatMap { key -> [DeclaredSubnet] in
            guard let network = project.networks[key], network.usesLocalAddresses else { return [] }
            return network.ipam.pools.enumerated().compactMap { (index, pool) -> DeclaredSubnet? in
                guard let prefix = pool.subnet.flatMap({ IPPrefix($0) }) else { return nil }
                let place = network.locations["ipam.config[\(index)].subnet"]
                return DeclaredSubnet(key: key, network: network.name, prefix: prefix, place: place)
            }
        }
    }
}

/// Addresses of networks, which the engine gives to one network only.
extension PreflightCheck {
    mutating func checkSubnets() {
        var earlier: [DeclaredSubnet] = []
        for subnet in scope.declaredSubnets {
            if let rival = earlier.first(where: { $0.prefix.overlaps(subnet.prefix) }) {
                report(
                    .error,
                    "subnet \(subnet.prefix) of network '\(subnet.network)' overlaps \(rival.prefix) of network "
                        + "'\(rival.network)'",
                    path: "networks.\(subnet.key).ipam",
                    at: subnet.place,
                    notes: rival.place.map { [Diagnostic.Note("the other subnet", at: $0)] } ?? [],
                    hint: "give one of them another subnet"
                )
            } else if let (network, other) = existingNetwork(overlapping: subnet.prefix) {
                let owner = network.project.map { " of project '\($0)'" } ?? ""
                report(
                    .error,
                    "subnet \(subnet.prefix) of network '\(subnet.network)' overlaps \(other) of network "
                        + "'\(network.name)'\(owner), which is there already",
                    path: "networks.\(subnet.key).ipam",
                    at: subnet.place,
                    hint: "name another subnet, or none to have the engine choose"
                )
            }
            earlier.append(subnet)
        }
    }

    private func existingNetwork(overlapping prefix: IPPrefix) -> (PreflightWorld.Network, IPPrefix)? {
        for network in world.networks where !scope.removedNetworks.contains(network.id) {
            if let subnet = network.subnets.first(where: { $0.overlaps(prefix) }) { return (network, subnet) }
        }
        return nil
    }

    // MARK: - Subnets that the engine chooses

    mutating func checkAddressPools() {
        guard let pools = world.addressPools, let first = scope.networksWithoutSubnet.first else { return }
        let needed = scope.networksWithoutSubnet.count
        let taken = world.takenPrefixes(removing: scope.removedNetworks, adding: scope.declaredSubnets.map(\.prefix))
        let free = AddressPool.free(in: pools, besides: taken, limit: needed)
        guard free < needed else { return }
        let place = first.network.locations[""]
        let count = AddressPool.count(of: pools)
        let rest = free == 1 ? "1 is" : "\(free) are"
        report(
            .error,
            needed == 1
                ? "the engine has no subnet left for network '\(first.network.name)': all \(count) are taken"
                : "\(needed) networks need a subnet, and of the \(count) that the engine has, \(rest) left",
            path: "networks.\(first.key)",
            at: place,
            hint: poolHint
        )
    }

    private var poolHint: String {
        guard world.listsStoppedContainers else {
            return "remove networks that no container uses with 'docker network prune', or name a subnet under 'ipam'"
        }
        let used = world.containers.reduce(into: Set<String>()) { $0.formUnion($1.networks) }
        let unused = world.networks.filter { network in
            !network.isPredefined && !used.contains(network.name) && !scope.removedNetworks.contains(network.id)
        }.map(\.name).sorted()
        guard !unused.isEmpty else {
            return "remove a network that is not needed, or name a subnet under 'ipam'"
        }
        let shown = unused.prefix(8).joined(separator: " ")
        let rest = unused.count > 8 ? " and \(unused.count - 8) more" : ""
        return "no container uses these networks; remove them with 'docker network rm \(shown)'\(rest)"
    }
}

extension PreflightWorld {
    /// Every prefix that no new network can be cut from once the removed ones are gone.
    package func takenPrefixes(removing removed: Set<String>, adding declared: [IPPrefix]) -> [IPPrefix] {
        // The bridge of a network that goes takes its route with it.
        let freed = Set(networks.filter { removed.contains($0.id) }.flatMap(\.subnets))
        let kept = networks.filter { !removed.contains($0.id) }.flatMap(\.subnets)
        return kept + declared + routes.filter { !freed.contains($0) }
    }
}
