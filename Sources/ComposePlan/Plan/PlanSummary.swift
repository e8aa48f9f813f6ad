/// How many things a plan changes, by what becomes of each in the end.
///
/// A container counts once: one that is made and started is created, one that is stopped and removed is removed, and what
/// makes room for a replacement is part of a recreation. Steps that are done only after a failure do not count.
package struct PlanSummary: Sendable, Hashable, Encodable {
    package private(set) var pull = 0
    package private(set) var build = 0
    /// Networks, volumes, and containers that replace none.
    package private(set) var create = 0
    package private(set) var recreate = 0
    /// Containers that exist and do not run.
    package private(set) var start = 0
    package private(set) var restart = 0
    package private(set) var stop = 0
    package private(set) var kill = 0
    package private(set) var pause = 0
    package private(set) var unpause = 0
    /// Containers, networks, volumes and images that go and have no successor.
    package private(set) var remove = 0
    /// Waits for a condition; they change nothing.
    package private(set) var gates = 0

    package init(_ plan: Plan) {
        var tally = ContainerTally()
        var removed: Set<String> = []
        for step in plan.steps where step.rescues.isEmpty {
            switch step.operation {
            case .pullImage: pull += 1
            case .buildImage: build += 1
            case .removeImage: remove += 1
            case .removeNetwork(_, let name): removed.insert("network \(name)")
            case .removeVolume(let name): removed.insert("volume \(name)")
            case .createNetwork(_, let name): countCreation("network \(name)", &removed)
            case .createVolume(_, let name): countCreation("volume \(name)", &removed)
            case .awaitCondition: gates += 1
            default: tally.add(step)
            }
        }
        remove += removed.count
        count(tally)
    }

    /// What is removed and made again under its name is recreated.
    private mutating func countCreation(_ resource: String, _ removed: inout Set<String>) {
        if removed.remove(resource) == nil { create += 1 } else { recreate += 1 }
    }

    private mutating func count(_ tally: ContainerTally) {
        for creation in tally.creations {
            let isReplacement = creation.temporaryName != nil || tally.replaced.contains(creation.replica)
            if isReplacement { recreate += 1 } else { create += 1 }
        }
        for changes in tally.changes.values {
            if changes.contains(.replacement) { continue }
            if changes.contains(.removal) {
                remove += 1
            } else if changes.contains(.restart) || changes.isSuperset(of: [.stop, .start]) {
                restart += 1
            } else {
                stop += changes.contains(.stop) ? 1 : 0
                kill += changes.contains(.kill) ? 1 : 0
                start += changes.contains(.start) ? 1 : 0
                pause += changes.contains(.pause) ? 1 : 0
                unpause += changes.contains(.unpause) ? 1 : 0
            }
        }
    }
}

/// All that a plan does to each container.
private struct ContainerTally {
    enum Change {
        case start, restart, stop, kill, pause, unpause, removal, replacement
    }

    var creations: [ContainerCreationPlan] = []
    var replaced: Set<ServiceReplica> = []
    /// By the id of a container that exists now.
    var changes: [String: Set<Change>] = [:]

    mutating func add(_ step: Step) {
        switch step.operation {
        case .createContainer(let creation): creations.append(creation)
        case .startContainer(let container): add(.start, container)
        case .restartContainer(let container, _): add(.restart, container)
        case .stopContainer(let container, _): add(.stop, container)
        case .killContainer(let container, _): add(.kill, container)
        case .pauseContainer(let container): add(.pause, container)
        case .unpauseContainer(let container): add(.unpause, container)
        case .removeContainer(let container, _):
            add(step.cause == .replaced ? .replacement : .removal, container)
            if step.cause == .replaced { replaced.insert(container.replica) }
        default: break
        }
    }

    private mutating func add(_ change: Change, _ container: PlannedContainer) {
        guard case .existing(let id) = container.reference else { return }
        changes[id, default: []].insert(change)
    }
}

extension PlanSummary: CustomStringConvertible {
    /// `3 to create, 1 to recreate, 2 to start, 0 to remove; 2 gates`.
    ///
    /// Those four are always told, the others where there are any.
    package var description: String {
        let counts: [(count: Int, verb: String, isAlwaysTold: Bool)] = [
            (pull, "pull", false), (build, "build", false), (create, "create", true), (recreate, "recreate", true),
            (start, "start", true), (restart, "restart", false), (stop, "stop", false), (kill, "kill", false),
            (pause, "pause", false), (unpause, "unpause", false), (remove, "remove", true),
        ]
        let told = counts.filter { $0.isAlwaysTold || $0.count > 0 }.map { "\($0.count) to \($0.verb)" }
        let waits = gates == 0 ? "" : "; \(gates) \(gates == 1 ? "gate" : "gates")"
        return told.joined(separator: ", ") + waits
    }
}

extension Plan {
    /// Whether a step of the plan does something to the engine: gates alone change nothing.
    package var hasChanges: Bool {
        steps.contains { step in
            if case .awaitCondition = step.operation { false } else { true }
        }
    }
}
