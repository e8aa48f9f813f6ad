/// A directed graph of nodes and the nodes each one depends on.
///
/// Knows nothing of services or steps. Everything it answers is the same on every run: nodes come in the order they were
/// added, and edges in the order they were named.
package struct DependencyGraph<Node: Hashable & Sendable>: Sendable {
    struct Edge: Hashable {
        var dependent: Int
        var dependency: Int
    }

    /// In insertion order; a node first named as a dependency was inserted there.
    package private(set) var nodes: [Node] = []
    private var positions: [Node: Int] = [:]
    private var edges: Set<Edge> = []
    /// For each position in `nodes`, the positions it depends on.
    private(set) var dependencyPositions: [[Int]] = []
    /// For each position in `nodes`, the positions that depend on it.
    private(set) var dependentPositions: [[Int]] = []

    package init() {}

    package mutating func add(_ node: Node) {
        _ = insert(node)
    }

    /// Adds a node and its edges, and the nodes it depends on where they are new.
    ///
    /// Adding a node again adds to its edges; an edge named twice counts once.
    package mutating func add(_ node: Node, dependingOn dependencies: some Sequence<Node>) {
        let dependent = insert(node)
        for other in dependencies {
            let dependency = insert(other)
            guard edges.insert(Edge(dependent: dependent, dependency: dependency)).inserted else { continue }
            dependencyPositions[dependent].append(dependency)
            dependentPositions[dependency].append(dependent)
        }
    }

    package var isEmpty: Bool { nodes.isEmpty }

    package func contains(_ node: Node) -> Bool { positions[node] != nil }

    /// What the node depends on directly; empty when the node is unknown.
    package func dependencies(of node: Node) -> [Node] {
        guard let position = positions[node] else { return [] }
        return dependencyPositions[position].map { nodes[$0] }
    }

    /// What depends on the node directly; empty when the node is unknown.
    package func dependents(of node: Node) -> [Node] {
        guard let position = positions[node] else { return [] }
        return dependentPositions[position].map { nodes[$0] }
    }

    /// The same nodes in the same order with every edge turned around, as for taking down what was put up.
    package func reversed() -> DependencyGraph {
        var graph = self
        swap(&graph.dependencyPositions, &graph.dependentPositions)
        graph.edges = Set(edges.map { Edge(dependent: $0.dependency, dependency: $0.dependent) })
        return graph
    }

    /// Where the node stands in `nodes`; nil when it is unknown.
    func position(of node: Node) -> Int? { positions[node] }

    private mutating func insert(_ node: Node) -> Int {
        if let position = positions[node] { return position }
        positions[node] = nodes.count
        nodes.append(node)
        dependencyPositions.append([])
        dependentPositions.append([])
        return nodes.count - 1
    }
}
