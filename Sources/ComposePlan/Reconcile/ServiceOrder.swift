internal import ComposeModel
internal import DependencyGraph
internal import OrderedCollections

/// The order in which the dependencies of services must be served.
struct ServiceOrder {
    private let graph: DependencyGraph<String>

    init(project: Project) {
        var graph = DependencyGraph<String>()
        for (name, service) in project.services {
            let known = service.dependencies.keys.filter { project.services[$0] != nil }
            graph.add(name, dependingOn: known)
        }
        self.graph = graph
    }

    /// Dependencies first; file order where labels of a foreign project make a circle.
    var names: [String] { graph.topologicalOrder() ?? graph.nodes }

    /// The services that depend on one directly.
    func dependents(of service: String) -> [String] { graph.dependents(of: service) }
}
