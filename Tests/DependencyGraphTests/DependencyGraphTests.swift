import DependencyGraph
import Testing

@Suite struct DependencyGraphTests {
    /// web → api → (db, cache), worker → db.
    static let shop: DependencyGraph<String> = {
        var graph = DependencyGraph<String>()
        graph.add("web", dependingOn: ["api"])
        graph.add("api", dependingOn: ["db", "cache"])
        graph.add("worker", dependingOn: ["db"])
        return graph
    }()

    @Test func `nodes keep the order in which they were first named`() {
        #expect(Self.shop.nodes == ["web", "api", "db", "cache", "worker"])
        #expect(Self.shop.contains("cache"))
        #expect(!Self.shop.contains("mail"))
        #expect(DependencyGraph<Int>().isEmpty)
    }

    @Test func `edges are known from both ends`() {
        #expect(Self.shop.dependencies(of: "api") == ["db", "cache"])
        #expect(Self.shop.dependents(of: "db") == ["api", "worker"])
        #expect(Self.shop.dependencies(of: "db") == [])
        #expect(Self.shop.dependents(of: "unknown") == [])
    }

    @Test func `an edge named twice counts once`() {
        var graph = DependencyGraph<String>()
        graph.add("web", dependingOn: ["db", "db"])
        graph.add("web", dependingOn: ["db", "cache"])
        graph.add("web")
        #expect(graph.nodes == ["web", "db", "cache"])
        #expect(graph.dependencies(of: "web") == ["db", "cache"])
        #expect(graph.dependents(of: "db") == ["web"])
        #expect(graph.topologicalOrder() == ["db", "cache", "web"])
    }

    @Test func `reversing turns the edges and keeps the order of the nodes`() {
        let graph = Self.shop.reversed()
        #expect(graph.nodes == Self.shop.nodes)
        #expect(graph.dependencies(of: "db") == ["api", "worker"])
        #expect(graph.topologicalOrder() == ["web", "api", "cache", "worker", "db"])
        var again = graph
        again.add("db", dependingOn: ["api"])
        #expect(again.dependencies(of: "db") == ["api", "worker"], "the turned edge is still known")
    }

    @Test func `everything upstream or downstream is found once`() {
        #expect(Self.shop.transitiveDependencies(of: "web") == ["api", "db", "cache"])
        #expect(Self.shop.transitiveDependents(of: "db") == ["web", "api", "worker"])
        #expect(Self.shop.transitiveDependencies(of: ["worker", "db"]) == ["db"])
        #expect(Self.shop.transitiveDependents(of: ["cache", "web"]) == ["web", "api"])
        #expect(Self.shop.transitiveDependencies(of: "unknown") == [])
    }

    @Test func `a node on a cycle depends on itself`() {
        var graph = DependencyGraph<String>()
        graph.add("a", dependingOn: ["b"])
        graph.add("b", dependingOn: ["a"])
        #expect(graph.transitiveDependencies(of: "a") == ["a", "b"])
    }
}

@Suite struct OrderTests {
    @Test func `dependencies come first and ties go by insertion`() {
        var graph = DependencyGraph<String>()
        graph.add("c")
        graph.add("a", dependingOn: ["z"])
        graph.add("b")
        #expect(graph.topologicalOrder() == ["c", "z", "a", "b"])
    }

    @Test func `a graph without nodes has an empty order and no cycle`() {
        #expect(DependencyGraph<String>().topologicalOrder()?.isEmpty == true)
        #expect(DependencyGraph<String>().firstCycle() == nil)
    }

    @Test func `a cycle is a closed path and there is no order through it`() {
        var graph = DependencyGraph<String>()
        graph.add("entry", dependingOn: ["leaf", "a"])
        graph.add("a", dependingOn: ["b"])
        graph.add("b", dependingOn: ["leaf", "c"])
        graph.add("c", dependingOn: ["a"])
        #expect(graph.firstCycle() == ["a", "b", "c", "a"])
        #expect(graph.topologicalOrder() == nil)
    }

    @Test func `a node that depends on itself is a cycle`() {
        var graph = DependencyGraph<String>()
        graph.add("ok")
        graph.add("self", dependingOn: ["self"])
        #expect(graph.firstCycle() == ["self", "self"])
    }

    @Test func `two ways to the same node are no cycle`() {
        #expect(DependencyGraphTests.shop.firstCycle() == nil)
        var diamond = DependencyGraph<Int>()
        diamond.add(1, dependingOn: [2, 3])
        diamond.add(2, dependingOn: [4])
        diamond.add(3, dependingOn: [4])
        #expect(diamond.firstCycle() == nil)
        #expect(diamond.topologicalOrder() == [4, 2, 3, 1])
    }

    @Test func `path lengths count the longest way through what depends on a node`() {
        var graph = DependencyGraph<String>()
        graph.add("web", dependingOn: ["api", "db"])
        graph.add("api", dependingOn: ["db"])
        graph.add("cache")
        #expect(graph.longestPathLengths() == ["web": 0, "api": 1, "db": 2, "cache": 0])
    }

    @Test(.timeLimit(.minutes(1)))
    func `a chain of a hundred thousand nodes exhausts nothing`() {
        let length = 100_000
        var graph = DependencyGraph<Int>()
        for node in 1..<length { graph.add(node, dependingOn: [node - 1]) }
        #expect(graph.topologicalOrder()?.last == length - 1)
        #expect(graph.firstCycle() == nil)
        #expect(graph.transitiveDependents(of: 0).count == length - 1)
        #expect(graph.longestPathLengths()[0] == length - 1)
        graph.add(0, dependingOn: [length - 1])
        #expect(graph.firstCycle()?.count == length + 1)
    }
}
