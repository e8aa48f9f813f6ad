package import ComposeModel
internal import OrderedCollections

/// Turns what is wanted and what is there into what is to be done.
///
/// A pure function: no clock, no engine, no files. The same input always gives the same plan.
package struct Reconciler: Sendable {
    let project: Project
    let observed: ObservedState
    let names: ProjectNames

    package init(project: Project, observed: ObservedState, names: ProjectNames) {
        self.project = project
        self.observed = observed
        self.names = names
    }

    package func plan(_ intent: Intent) -> Plan {
        switch intent {
        case .converge(let request):
            var planner = ConvergencePlanner(reconciler: self, request: request)
            return planner.convergence()
        case .start(let request): return withoutProviders.startPlan(request)
        case .stop(let request): return stopPlan(request)
        case .restart(let request): return restartPlan(request)
        case .down(let request): return downPlan(request)
        case .kill(let request): return killPlan(request)
        case .remove(let request): return removalPlan(request)
        case .pause(let request): return pausePlan(request)
        case .unpause(let request): return unpausePlan(request)
        }
    }

    /// The images that must be fetched or made before it can be told which containers stay.
    ///
    /// Only services that have containers are in it: for a new container the image is a step before its creation, and
    /// nothing else waits.
    package func imagePrelude(_ request: ConvergeRequest) -> Plan {
        var planner = ConvergencePlanner(reconciler: self, request: request)
        return planner.imagePrelude()
    }

    /// Services in dependency order, file order among equals.
    func orderedServices() -> [Service] { project.servicesInDependencyOrder }

    /// What the service may hash to, in each edition of the reference, once the containers that it refers to are known.
    ///
    /// A reference to a container that does not exist yet stays as it was written, which no stored hash equals.
    func acceptedHashes(of service: Service) -> Set<String> {
        ConfigHash.all(of: PartnerReferences.resolve(service) { observedPartner($0) })
    }

    /// The container whose namespaces a service shares: the first of the other service by the name it ends up with.
    func observedPartner(_ name: String) -> String? {
        guard let service = project.anyService(named: name) else { return nil }
        return lastingReplicas(of: service).min { finalName(of: $0, service) < finalName(of: $1, service) }?.id
    }

    /// The containers of a service without those that are left of interrupted replacements.
    func lastingReplicas(of service: Service) -> [ObservedContainer] {
        observed.replicas(of: service.name).filter { !isSuperseded($0, of: service) }
    }

    /// Whether an interrupted replacement left the container beside another of its number, which is the one to keep.
    ///
    /// A replacement has a temporary name until its original is gone. Where two are left of several interruptions, the
    /// newest took over from the others.
    func isSuperseded(_ container: ObservedContainer, of service: Service) -> Bool {
        let name = names.container(service, number: container.number)
        guard container.isReplacement(for: name) else {
            // The final name may have been changed since; what it was to replace does not.
            guard let original = container.idOfOriginal else { return false }
            return observed.replicas(of: service.name).contains { $0.id.hasPrefix(original) }
        }
        return observed.replicas(of: service.name).contains { other in
            guard other.number == container.number, other.id != container.id else { return false }
            guard other.isReplacement(for: name) else { return true }
            return (other.created, other.id) > (container.created, container.id)
        }
    }

    private func finalName(of container: ObservedContainer, _ service: Service) -> String {
        let name = names.container(service, number: container.number)
        return container.isReplacement(for: name) ? name : container.name
    }
}
