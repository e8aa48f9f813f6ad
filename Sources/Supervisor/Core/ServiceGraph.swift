internal import ComposeModel
internal import ComposePlan
internal import OrderedCollections

/// Which services of a project lean on which others.
struct ServiceGraph: Sendable {
    /// A dependency of one service on another.
    struct Edge: Sendable, Hashable {
        var service: String
        var condition: DependencyCondition
        /// Whether the dependent is restarted when the dependency has been away.
        var restarts: Bool
        /// Whether the dependent cannot do without.
        var isRequired: Bool
    }

    /// Dependencies first.
    let order: [String]
    private var edgesByService: [String: [Edge]] = [:]
    private var dependentsByService: [String: [String]] = [:]
    private var donorsByService: [String: [String]] = [:]
    private var namespaceSharers: [String: [String]] = [:]
    /// The services that share something with others, dependencies first.
    private(set) var sharing: [String] = []

    init(_ project: Project) {
        order = project.servicesInDependencyOrder.map(\.name)
        for (name, service) in project.services {
            let namespaces = Self.namespaceDonors(of: service).intersection(project.services.keys)
            for (other, dependency) in service.dependencies where project.services[other] != nil {
                let edge = Edge(
                    service: other,
                    condition: dependency.condition,
                    restarts: dependency.restart || namespaces.contains(other),
                    isRequired: dependency.required
                )
                edgesByService[name, default: []].append(edge)
                dependentsByService[other, default: []].append(name)
            }
            donorsByService[name] = PartnerReferences.services(of: service).filter { project.services[$0] != nil }
            for donor in namespaces.sorted() { namespaceSharers[donor, default: []].append(name) }
        }
        sharing = order.filter { donorsByService[$0]?.isEmpty == false }
    }

    func edges(of service: String) -> [Edge] { edgesByService[service] ?? [] }

    func dependents(of service: String) -> [String] { dependentsByService[service] ?? [] }

    /// The services whose containers it shares namespaces or volumes with.
    func donors(of service: String) -> [String] { donorsByService[service] ?? [] }

    /// The services that live in namespaces of its containers, which end with each run of these.
    func sharers(of service: String) -> [String] { namespaceSharers[service] ?? [] }

    /// The dependents that are restarted when it has been away.
    func restartedDependents(of service: String) -> [String] {
        dependents(of: service).filter { name in edges(of: name).contains { $0.service == service && $0.restarts } }
    }

    private static func namespaceDonors(of service: Service) -> Set<String> {
        let prefix = "service:"
        let modes = [service.networkMode, service.ipc, service.pid, service.uts, service.cgroup].compactMap { $0 }
        return Set(modes.filter { $0.hasPrefix(prefix) }.map { String($0.dropFirst(prefix.count)) })
    }
}
