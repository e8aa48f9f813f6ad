package import ComposeModel
package import ComposePlan
package import DockerEngine

/// Finds out what must be known beyond the project to tell whether a plan can work.
///
/// Each call is made only when the plan has a use for it; a plan that changes nothing makes none.
package struct PreflightSurvey: Sendable {
    private let engine: EngineClient
    private let machine: HostMachine

    package init(engine: EngineClient) {
        self.init(engine: engine, machine: HostMachine())
    }

    init(engine: EngineClient, machine: HostMachine) {
        self.engine = engine
        self.machine = machine
    }

    /// What the plan's checks go by.
    ///
    /// At most three calls side by side: `GET /containers/json`, `GET /networks` and, where subnets may run out, then
    /// `GET /info`. Throws what they throw.
    package func world(for plan: Plan, _ project: Project, _ observed: ObservedState) async throws -> PreflightWorld {
        let needs = PreflightNeeds(plan, project, observed)
        var world = PreflightWorld()
        guard !needs.isEmpty else { return world }
        async let containers = self.containers(needs)
        async let networks = self.networks(needs)
        let version = try await engine.negotiatedVersion()
        world.apiMinor = version.major == 1 ? version.minor : .max
        world.containers = try await containers
        world.listsStoppedContainers = needs.takesNames
        world.networks = try await networks
        if needs.dependsOnMachine, let neighbour = EngineNeighbour(engine.host, machine) {
            look(around: neighbour, for: needs, &world)
        }
        world.addressPools = try await addressPools(needs, world)
        return world
    }

    // MARK: - The engine

    private func containers(_ needs: PreflightNeeds) async throws -> [PreflightWorld.Container] {
        guard needs.takesNames || !needs.hostPorts.isEmpty else { return [] }
        return try await engine.listContainers(all: needs.takesNames).map { PreflightWorld.Container($0) }
    }

    private func networks(_ needs: PreflightNeeds) async throws -> [PreflightWorld.Network] {
        guard needs.makesNetworks else { return [] }
        return try await engine.listNetworks().map { PreflightWorld.Network($0) }
    }

    /// Below so many networks an engine with usual settings has subnets left.
    private static let manyNetworks = 20

    private func addressPools(_ needs: PreflightNeeds, _ world: PreflightWorld) async throws -> [AddressPool]? {
        guard needs.subnetCount > 0 else { return nil }
        let taken = world.takenPrefixes(removing: needs.removedNetworks, adding: needs.subnets)
        let isShort =
            AddressPool.free(in: AddressPool.builtIn, besides: taken, limit: needs.subnetCount) < needs.subnetCount
        guard isShort || world.networks.count >= Self.manyNetworks else { return nil }
        do {
            let own = try await engine.info().addressPools.compactMap { range -> AddressPool? in
                IPPrefix(range.base).map { AddressPool(base: $0, length: range.size) }
            }
            return own.isEmpty ? AddressPool.builtIn : own
        } catch is EngineError {
            // The networks are made without being counted; what fails then is told by the engine.
            return nil
        }
    }

    // MARK: - The machine

    private func look(around neighbour: EngineNeighbour, for needs: PreflightNeeds, _ world: inout PreflightWorld) {
        world.missingPaths = Set(needs.paths.filter(machine.isMissing))
        if needs.subnetCount > 0, neighbour.sharesNetwork { world.routes = machine.directRoutes() }
        guard !needs.hostPorts.isEmpty else { return }
        // Those that the engine itself opened for its containers are known from the containers.
        let published = world.containers.flatMap(\.ports)
        let foreign = machine.listeningSockets().filter { socket in
            needs.hostPorts.contains { $0.overlaps(socket.port) } && !published.contains { $0.overlaps(socket.port) }
        }
        guard !foreign.isEmpty else { return }
        let owners = machine.owners(ofSockets: Set(foreign.map(\.inode)))
        world.sockets = foreign.map { PreflightWorld.Socket(port: $0.port, owner: owners[$0.inode]) }
    }
}

extension PreflightNeeds {
    fileprivate var dependsOnMachine: Bool { !paths.isEmpty || !hostPorts.isEmpty || subnetCount > 0 }
}
