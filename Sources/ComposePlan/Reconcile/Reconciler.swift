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
        case .start(let request): return startPlan(request)
        case .stop(let request): return stopPlan(request)
        case .restart(let request): return restartPlan(request)
        case .down(let request): return downPlan(request)
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
    func orderedServices(ignoringDependencies: Bool = false) -> [Service] {
        let names = ServiceOrder(project: project).names
        return (ignoringDependencies ? Array(project.services.keys) : names).compactMap { project.services[$0] }
    }

    /// What the service may hash to, in each edition of the reference, once the containers that it refers to are known.
    ///
    /// A reference to a container that does not exist yet stays as it was written, which no stored hash equals.
    func acceptedHashes(of service: Service) -> Set<String> {
        ConfigHash.all(of: PartnerReferences.resolve(service) { observedPartner($0) })
    }

    /// The container whose namespaces a service shares: the first of the other service by name.
    func observedPartner(_ service: String) -> String? {
        observed.replicas(of: service).min { $0.name < $1.name }?.id
    }
}
