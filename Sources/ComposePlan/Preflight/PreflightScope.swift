internal import ComposeModel
internal import OrderedCollections

/// What of a plan can fail for reasons that are there before it begins: what it makes, starts and ends.
struct PreflightScope: Sendable {
    let project: Project
    let observed: ObservedState
    private(set) var creations: [ContainerCreationPlan] = []
    /// Ids of containers that end, which gives back their ports.
    private(set) var ended: Set<String> = []
    /// Ids of containers that give their names back.
    private(set) var vacated: Set<String> = []
    /// Keys of networks that are made.
    private(set) var newNetworks: [String] = []
    /// Ids.
    private(set) var removedNetworks: Set<String> = []
    /// How many containers of each service are started.
    private(set) var startCounts: [String: Int] = [:]
    /// Services that get containers which are made or started by their present definition, in the project's order.
    private(set) var services: [Service] = []

    init(_ plan: Plan, _ project: Project, _ observed: ObservedState) {
        self.project = project
        self.observed = observed
        var hashes: [String: Set<String>] = [:]
        // A rescue is done only when all is not well.
        for step in plan.steps where step.rescues.isEmpty {
            switch step.operation {
            case .createContainer(let creation): creations.append(creation)
            case .startContainer(let target):
                if isCurrent(target, &hashes) { startCounts[target.replica.service, default: 0] += 1 }
            case .stopContainer(let target, _), .killContainer(let target, _):
                if let id = target.existingID { ended.insert(id) }
            case .removeContainer(let target, _):
                guard let id = target.existingID else { break }
                ended.insert(id)
                vacated.insert(id)
            case .renameContainer(let target, _):
                if let id = target.existingID { vacated.insert(id) }
            case .createNetwork(let key, _): newNetworks.append(key)
            case .removeNetwork(let id, _): removedNetworks.insert(id)
            default: break
            }
        }
        let created = Set(creations.map(\.replica.service))
        let started = Set(startCounts.keys)
        services = project.services.values.filter { created.contains($0.name) || started.contains($0.name) }
    }

    /// Whether a container that is started is what the files say now: one that was made by an older definition and is
    /// kept has that one's ports and mounts.
    private func isCurrent(_ target: PlannedContainer, _ hashes: inout [String: Set<String>]) -> Bool {
        guard let service = project.services[target.replica.service] else { return false }
        guard let id = target.existingID else { return true }
        guard let hash = observed.container(id: id)?.configHash else { return false }
        let accepted = hashes[service.name] ?? ConfigHash.all(of: service)
        hashes[service.name] = accepted
        return accepted.contains(hash)
    }

    /// Whether there is nothing that could fail.
    var isEmpty: Bool { services.isEmpty && newNetworks.isEmpty }

    /// The services of which containers are made, in the project's order.
    var createdServices: [Service] {
        let created = Set(creations.map(\.replica.service))
        return services.filter { created.contains($0.name) }
    }

    /// The networks that are made and for which the engine must find a subnet, by key.
    var networksWithoutSubnet: [(key: String, network: Network)] {
        newNetworks.compactMap { key -> (key: String, network: Network)? in
            guard let network = project.networks[key], network.takesSubnetFromPool else { return nil }
            return (key, network)
        }
    }
}

extension PlannedContainer {
    /// The id of a container that exists now.
    fileprivate var existingID: String? {
        guard case .existing(let id) = reference else { return nil }
        return id
    }
}

extension Network {
    /// Whether subnets come from the engine's own address driver and from its local pools.
    var usesLocalAddresses: Bool {
        let isLocal = !["overlay", "host", "none", "null"].contains(driver ?? "")
        return isLocal && ["", "default"].contains(ipam.driver ?? "")
    }

    fileprivate var takesSubnetFromPool: Bool {
        guard usesLocalAddresses, enablesIPv4 != false else { return false }
        return !ipam.pools.contains { pool in
            guard let subnet = pool.subnet, !subnet.isEmpty else { return false }
            // What cannot be read is the engine's to complain about, and takes no pool.
            return IPPrefix(subnet).map { $0.family == .v4 } ?? true
        }
    }
}
