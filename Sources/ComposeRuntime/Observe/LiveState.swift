package import ComposePlan

/// The containers of one project, kept current by the engine's events, so that a plan needs no look at the engine.
///
/// A value that lists fill and events move; how the engine is asked is not its business. It holds of a container what it
/// takes to start, stop and restart it; what it takes to make one, such as images and volumes, must be looked up.
package struct LiveState: Sendable {
    struct Record: Sendable {
        var container: ObservedContainer
        /// Whether the engine probes it; nil where neither a list nor an event has told.
        var hasProbes: Bool?
        /// What the clock showed when something last changed.
        var changed = 0
        /// The engine's time of the last event that started or ended it, in nanoseconds since 1970.
        var turned = 0
        /// Whether a death and a start came so close that their order tells nothing: the engine notes the start of a short
        /// run after its end.
        var isAmbiguous = false
    }

    package let project: String
    var records: [String: Record] = [:]
    /// Containers that an event removed, with what the clock showed then: a list that was asked for before has them still.
    var removed: [String: Int] = [:]
    /// Counts what has been told so far, so that a list can be told from what came while it was on its way.
    package internal(set) var clock = 0
    /// Up to when the engine has told everything, in nanoseconds since 1970 by its clock.
    package internal(set) var moment = 0

    package init(project: String) {
        self.project = project
    }

    /// By name, as the planner wants them: what may be probed has yet to become healthy.
    package var containers: [ObservedContainer] {
        records.values.map { Self.settled($0) }.sorted { $0.name < $1.name }
    }

    /// By name, as a list would show them; without the containers of hooks, which are nobody's to look after.
    package var listed: [ObservedContainer] {
        records.values.map(\.container).filter { $0.labels[ComposeLabel.hook] == nil }.sorted { $0.name < $1.name }
    }

    package subscript(id: String) -> ObservedContainer? { records[id].map { Self.settled($0) } }

    package var isEmpty: Bool { records.isEmpty }

    /// Containers of which only a list can tell whether they are probed, or run at all.
    package var doubtful: [String] { records.keys.filter { isDoubtful($0) }.sorted() }

    /// Whether the container is one of these.
    package func isDoubtful(_ id: String) -> Bool {
        guard let record = records[id] else { return false }
        return (record.hasProbes == nil || record.isAmbiguous) && record.container.state == .running
    }

    /// A state for plans that make nothing; images, networks and volumes are left out.
    ///
    /// - `time`: now, in nanoseconds since 1970.
    package func snapshot(at time: Int) -> ProjectObserver.Snapshot {
        var state = ObservedState()
        state.moment = time / 1_000_000_000
        state.containers = containers
        return ProjectObserver.Snapshot(state: state, since: EngineTime.text(nanoseconds: moment + 1))
    }

    /// Whoever waits for its health must wait until it is known whether there is any.
    private static func settled(_ record: Record) -> ObservedContainer {
        guard record.hasProbes == nil, record.container.state == .running else { return record.container }
        var container = record.container
        container.health = .starting
        return container
    }

    // MARK: - Lists

    /// Enters what a list of the whole project showed; what was told since it was asked for is newer and stays.
    ///
    /// - Parameters:
    ///   - listed: every container of the project.
    ///   - tick: what the clock showed when the list was asked for.
    ///   - time: the engine's time then, at the latest; nanoseconds since 1970.
    package mutating func enter(_ listed: [ObservedContainer], asOf tick: Int, at time: Int) {
        enter(some: listed, asOf: tick)
        let present = Set(listed.map(\.id))
        records = records.filter { present.contains($0.key) || $0.value.changed > tick }
        removed = removed.filter { $0.value > tick }
        moment = max(moment, time)
    }

    /// Enters containers that a narrower list showed.
    package mutating func enter(some listed: [ObservedContainer], asOf tick: Int) {
        clock += 1
        for container in listed where Self.belongs(container.labels) {
            if let gone = removed[container.id], gone > tick { continue }
            let known = records[container.id]
            if let known, known.changed > tick {
                // Only what events do not tell can be taken from it.
                if known.hasProbes == nil { records[container.id]?.hasProbes = Self.hasProbes(container) }
                continue
            }
            var record = Record(container: Self.slim(container))
            record.hasProbes = Self.hasProbes(container) ?? known?.hasProbes
            record.changed = clock
            record.turned = known?.turned ?? 0
            records[container.id] = record
        }
    }

    /// Health shows only while a container runs.
    private static func hasProbes(_ container: ObservedContainer) -> Bool? {
        container.state == .running ? container.health != .none : nil
    }

    /// Whether labels make a container part of the project; others with its label are nobody's to change.
    static func belongs(_ labels: [String: String]) -> Bool {
        labels[ComposeLabel.configHash] != nil || labels[ComposeLabel.hook] != nil
    }

    /// The labels that plans and comparisons read; a container may have kilobytes of others.
    static let keptLabels = [ComposeLabel.configHash, ComposeLabel.image, ComposeLabel.imageMounts, ComposeLabel.hook]

    static func kept(_ labels: [String: String]) -> [String: String] {
        var kept: [String: String] = [:]
        for name in keptLabels {
            if let value = labels[name] { kept[name] = value }
        }
        return kept
    }

    private static func slim(_ container: ObservedContainer) -> ObservedContainer {
        var container = container
        container.labels = kept(container.labels)
        container.mounts = []
        container.addresses = [:]
        container.ports = []
        return container
    }
}
