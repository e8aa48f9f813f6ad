import ComposeModel
import DependencyGraph
import Diagnostics
import OrderedCollections

/// Services that wait for each other would never start.
extension ProjectCheck {
    mutating func checkCycles() {
        var graph = DependencyGraph<String>()
        for (name, service) in project.services {
            let known: [String] = service.dependencies.keys.filter { project.services[$0] != nil }
            graph.add(name, dependingOn: known)
        }
        guard let cycle = graph.firstCycle(), let first = cycle.first, let service = project.services[first] else {
            return
        }
        var notes: [Diagnostic.Note] = []
        for (dependent, dependency) in zip(cycle, cycle.dropFirst()) {
            guard let place = project.services[dependent]?.locations["depends_on.\(dependency)"] else { continue }
            notes.append(Diagnostic.Note("'\(dependent)' depends on '\(dependency)'", at: place))
        }
        report(
            "services depend on each other in a cycle: \(cycle.joined(separator: " -> "))",
            service,
            cycle.count > 1 ? "depends_on.\(cycle[1])" : "depends_on",
            notes: notes,
            hint: "remove one of these dependencies"
        )
    }
}
