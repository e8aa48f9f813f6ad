internal import ComposeModel
internal import ComposePlan
internal import ControlProtocol
internal import OrderedCollections

/// Looking things up.
extension Supervision {
    static let second = 1_000_000_000
    /// How long it takes to show what a sequence of events was.
    static let settlingTime = second

    /// Seconds since 1970.
    var seconds: Double { Self.seconds(now) }

    static func seconds(_ nanoseconds: Int) -> Double { Double(nanoseconds) / 1e9 }

    /// The containers of a service, by number; of those with one number the latest last.
    func containers(of service: String) -> [TrackedContainer] { containers.of(service) }

    func definition(of service: String) -> Service? { wanted.project.services[service] }

    /// How many containers it should have.
    func replicas(of service: String) -> Int {
        cares[service]?.memory.replicas ?? max(0, definition(of: service)?.replicas ?? 0)
    }

    /// Whether its containers are none of the engine's, or come and go by a schedule.
    func isForeign(_ service: String) -> Bool { definition(of: service)?.provider != nil }

    func isJob(_ service: String) -> Bool { cares[service]?.policy.schedule != nil }

    /// The container whose namespaces and volumes others share: the lowest number, and the latest of that.
    func donor(of service: String) -> TrackedContainer? {
        let all = containers(of: service)
        guard let lowest = all.first?.number else { return nil }
        return all.last { $0.number == lowest }
    }

    /// Whether it has ended as it should, and is not to run again by itself.
    func isCompleted(_ container: TrackedContainer) -> Bool {
        guard !container.isUp, container.exitCode == 0, container.state != .created else { return false }
        guard cares[container.service]?.policy.restart.restarts(after: 0) == false else { return false }
        return container.ending == .byItself || container.ending == .unseen
    }

    /// Whether others wait for it to complete.
    func isAwaitedToEnd(_ service: String) -> Bool {
        graph.dependents(of: service).contains { name in
            graph.edges(of: name).contains { $0.service == service && $0.condition == .completedSuccessfully }
        }
    }

    /// Who is at work on a service at this moment, as far as this program is.
    func origin(of service: String, at time: Int) -> TrackedContainer.Origin {
        if let hand, hand.covers(service) { return .own }
        if !announcements.isEmpty { return .announced }
        return spans.last { $0.covers(service, at: time) }?.origin ?? .outside
    }

    /// As `origin`, for what stops or removes containers, which some work never does.
    func originOfEnd(of service: String, at time: Int) -> TrackedContainer.Origin {
        if let hand, hand.covers(service), hand.changesWhatRuns { return .own }
        if !announcements.isEmpty { return .announced }
        return spans.last { $0.ends && $0.covers(service, at: time) }?.origin ?? .outside
    }

    mutating func remember(_ span: ChangeSpan) {
        spans.removeAll { abs(now - $0.ended) > 60 * Self.second }
        spans.append(span)
    }

    /// Changes what is remembered of a service, and has it kept.
    mutating func remember(_ service: String, _ change: (inout ServiceMemory) -> Void) {
        guard var memory = cares[service]?.memory else { return }
        let before = memory
        change(&memory)
        guard memory != before else { return }
        cares[service]?.memory = memory
        effects.append(.keep(memory))
    }

    mutating func tell(_ event: String, _ service: String?, _ text: String) {
        effects.append(.tell(event: event, service: service, text: text))
    }
}
