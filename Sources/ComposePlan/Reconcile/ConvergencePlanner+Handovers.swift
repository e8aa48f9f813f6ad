internal import ComposeModel
internal import OrderedCollections

/// What one container has and another is to get: a name, a port of the host, an address on a network.
///
/// There is one of each, so whoever has it must end first. It ends before the first service is planned: when its own
/// service comes could be too late, or a wait in a circle where that service depends on the other.
extension ConvergencePlanner {
    mutating func planHandovers(_ services: [Service]) {
        let holders = PlaceHolders(observed.containers)
        for service in services
        where service.provider == nil && service.replicas > 0 && service.name != request.oneOff {
            for name in finalNames(of: service) {
                guard let holder = holders.byName[name], !isReplica(holder, of: service),
                    let cause = departure(of: holder)
                else { continue }
                let removal = planRemoval(of: holder, cause: cause)
                if vacancies[holder.id] == nil { vacancies[holder.id] = Vacancy(step: removal, cause: cause) }
                freedNames[service.name, default: []].append(removal)
            }
            // What is only created takes no place yet.
            guard request.starts else { continue }
            for holder in holders.overlapping(WantedPlaces(of: service, in: project))
            where !isReplica(holder, of: service) {
                guard let cause = departure(of: holder) else { continue }
                freedPlaces[service.name, default: []].append(planEarlyEnd(of: holder, cause: cause))
            }
        }
    }

    private func isReplica(_ container: ObservedContainer, of service: Service) -> Bool {
        container.service == service.name && !container.isOneOff && container.labels[ComposeLabel.hook] == nil
    }

    /// The names that the service's containers will have, and some that they may get.
    private func finalNames(of service: Service) -> [String] {
        if let name = service.containerName { return [name] }
        let numbers = observed.replicas(of: service.name).map(\.number)
        let last = numbers.max() ?? 0
        return (numbers + Array((last + 1)...(last + service.replicas))).map { names.container(service, number: $0) }
    }

    /// Why the plan ends a container, whatever comes in its place; nil for one that may stay.
    private func departure(of container: ObservedContainer) -> Cause? {
        if isOrphan(container) { return request.removesOrphans && !request.ignoresOrphans ? .orphan : nil }
        guard let service = project.services[container.service], isReplica(container, of: service),
            service.provider == nil, service.name != request.oneOff
        else { return nil }
        if service.replicas <= 0 { return .scaledDown(to: 0) }
        guard request.recreatePolicy(for: service.name) != .never else { return nil }
        if let hash = container.configHash, reconciler.acceptedHashes(of: service).contains(hash) { return nil }
        return .configChanged(reconciler.changes(of: container, to: service))
    }

    /// The step after which a container has no ports and addresses any more.
    private mutating func planEarlyEnd(of container: ObservedContainer, cause: Cause) -> Step.ID {
        if let vacancy = vacancies[container.id] { return vacancy.step }
        if let stop = earlyStops[container.id] { return stop }
        let stop = appendStop(of: container, cause: cause)
        earlyStops[container.id] = stop
        return stop
    }
}

/// The fixed ports of the host and the fixed addresses that the containers of a service take when they start.
struct WantedPlaces {
    var ports: [HostPort]
    /// By the name of the network.
    var addresses: [String: [IPAddress]] = [:]

    init(of service: Service, in project: Project) {
        ports = PortClaim.all(of: service).map(\.port)
        guard service.networkMode == nil else { return }
        for (key, attachment) in service.networks {
            guard let attachment, let network = project.networks[key] else { continue }
            let texts = [attachment.ipv4Address, attachment.ipv6Address]
            let fixed = texts.compactMap { text in text.flatMap { IPAddress($0) } }
            if !fixed.isEmpty { addresses[network.name] = fixed }
        }
    }

    /// Whether a container has one of them now.
    func overlap(_ container: ObservedContainer) -> Bool {
        let hasPort = ports.contains { port in container.ports.contains { held in held.overlaps(port) } }
        return hasPort
            || addresses.contains { network, wanted in
                container.addresses[network]?.contains { wanted.contains($0) } ?? false
            }
    }
}

/// The containers of a project by what only one of them can have.
private struct PlaceHolders {
    private(set) var byName: [String: ObservedContainer] = [:]
    private var byPort: [Int: [ObservedContainer]] = [:]
    private var addressed: [ObservedContainer] = []

    init(_ containers: [ObservedContainer]) {
        for container in containers {
            byName[container.name] = container
            for number in Set(container.ports.map(\.number)) { byPort[number, default: []].append(container) }
            if !container.addresses.isEmpty { addressed.append(container) }
        }
    }

    /// Those that have one of the places, some more than once.
    func overlapping(_ places: WantedPlaces) -> [ObservedContainer] {
        let candidates = places.ports.flatMap { byPort[$0.number] ?? [] } + (places.addresses.isEmpty ? [] : addressed)
        return candidates.filter { places.overlap($0) }
    }
}
