package import ComposePlan
package import DockerEngine

/// Knows the state of a project's containers from the engine's events, and wakes what waits for a change.
///
/// There is no tick: a gate is judged when an event about one of its containers arrives. A slow re-list, only while
/// something waits, covers a stream that went silent.
package actor ContainerWatch {
    private struct Waiter {
        var ids: Set<String>
        var continuation: CheckedContinuation<Void, Never>
    }

    let engine: EngineClient
    private let project: String
    private let safetyInterval: Duration
    /// How long a container without a healthcheck must have run for it to count as up.
    private let settlingTime: Duration
    /// Whether the command that waits has a deadline, so that no wait is for ever.
    let isLimited: Bool
    var records = ContainerRecords()
    private var waiters: [Int: Waiter] = [:]
    private var nextWaiter = 0
    /// Containers whose death was heard while their start was still to be heard of.
    private var earlyDeaths: Set<String> = []
    /// Whether the engine was away at some time, after which containers may have ended that nobody stopped.
    private(set) var hasLostEngine = false
    /// Engine time of the last event, where a broken stream is taken up again.
    private var since: String

    // What `ContainerWatch+Probes` needs.
    /// The containers of which a probe has failed just now.
    let failedProbes: AsyncStream<String>
    let failingProbe: AsyncStream<String>.Continuation
    var probeListeners: [Int: ProbeListener] = [:]
    /// The containers whose last probe is being looked at, or was a moment ago.
    var looksUnderWay: Set<String> = []
    var lastProbes: [String: LastProbe] = [:]

    /// `since` is a moment before `observed` was listed, in the engine's format for `/events`: seconds and fraction.
    ///
    /// `isLimited` says whether the command has a deadline: then an unhealthy container that may recover is waited for.
    package init(
        engine: EngineClient,
        project: String,
        observed: ObservedState,
        since: String,
        isLimited: Bool = false,
        safetyInterval: Duration = .seconds(30),
        settlingTime: Duration = .milliseconds(500)
    ) {
        self.engine = engine
        self.project = project
        self.since = since
        self.isLimited = isLimited
        self.safetyInterval = safetyInterval
        self.settlingTime = settlingTime
        (failedProbes, failingProbe) = AsyncStream.makeStream(of: String.self, bufferingPolicy: .unbounded)
        for container in observed.containers { records.enter(container) }
    }

    /// Follows the engine's events until the task is cancelled; takes a broken stream up again where it ended.
    package func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.followEvents() }
            group.addTask { await self.relistWhileWaited() }
            group.addTask { await self.lookAtFailedProbes() }
        }
    }

    // MARK: - What the executor tells

    func enterNew(id: String, hasHealthcheck: Bool?) { records.enterNew(id: id, hasHealthcheck: hasHealthcheck) }

    func expectStart(of id: String) { records.expectStart(of: id) }

    /// Like a start, for a container that the engine stops first: the event of that death may come after the answer.
    func expectRestart(of id: String) { records.expectStart(of: id) }

    /// For a start that the engine answered with "already running": no event will tell.
    func enterRunning(id: String) {
        records.enterRunning(id)
        wakeWaiters(for: id)
    }

    // MARK: - Gates

    /// Returns once the gate is open, or why it is given up, for one that need not open.
    ///
    /// - Throws: `GateFailure` when it cannot open any more, `CancellationError` when the task is cancelled, and the
    ///   engine's error when a container cannot be inspected.
    func pass(_ gate: ResolvedGate) async throws -> GateFailure? {
        var settled: [String: ContainerRecords.Record] = [:]
        while true {
            try Task.checkCancellation()
            switch GateJudgement.of(gate, records) {
            case .open:
                let young = gate.containers.map(\.id).filter { isUnproven($0, gate) && settled[$0] != records[$0] }
                guard !young.isEmpty else { return nil }
                for id in young { settled[id] = records[id] }
                try await nextChange(of: Set(young), within: settlingTime)
            case .failed(let failure): throw withLastProbe(failure)
            case .forgiven(let failure): return withLastProbe(failure)
            case .closed: await nextChange(of: Set(gate.containers.map(\.id)))
            case .unknownHealth(let ids):
                for id in ids { try await learnHealth(of: id) }
            }
        }
    }

    /// Whether a container runs, with nothing to say whether it works, since so recently that it may end at once.
    private func isUnproven(_ id: String, _ gate: ResolvedGate) -> Bool {
        guard gate.condition == .runningOrHealthy, let record = records[id] else { return false }
        return record.isFresh && record.state == .running && record.health == .none && !record.isReady
    }

    /// Suspends like `nextChange(of:)`, but not for longer than the time.
    private func nextChange(of ids: Set<String>, within time: Duration) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await self.nextChange(of: ids) }
            group.addTask { try await Task.sleep(for: time) }
            try await group.next()
            group.cancelAll()
        }
    }

    /// What becomes of a gate whose own time is over: as `pass`, without waiting.
    func expire(_ gate: ResolvedGate) throws -> GateFailure? {
        guard let timeout = gate.timeout, let late = GateJudgement.laggard(of: gate, records) else { return nil }
        let failure = withLastProbe(GateFailure(late, .timedOut(after: timeout), hadDeadline: true))
        guard !gate.isRequired else { throw failure }
        return failure
    }

    private func withLastProbe(_ failure: GateFailure) -> GateFailure {
        var failure = failure
        failure.lastProbe = lastProbes[failure.containerID]
        return failure
    }

    /// Suspends until an event about one of the containers arrives or the task is cancelled.
    func nextChange(of ids: Set<String>) async {
        let number = nextWaiter
        nextWaiter += 1
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                guard !Task.isCancelled else { return continuation.resume() }
                waiters[number] = Waiter(ids: ids, continuation: continuation)
            }
        } onCancel: {
            Task { await self.wake(number) }
        }
    }

    private func wake(_ number: Int) { waiters.removeValue(forKey: number)?.continuation.resume() }

    func wakeWaiters(for id: String) {
        for (number, waiter) in waiters where waiter.ids.contains(id) { wake(number) }
    }

    /// Events do not tell whether a container has a healthcheck; one inspection does.
    private func learnHealth(of id: String) async throws {
        let known = records[id]
        let moment = records.clock
        let inspection: ContainerInspection
        do {
            inspection = try await engine.inspectContainer(id)
        } catch let error as EngineError where error.isNotFound {
            records.markRemoved(id, asOf: moment)
            return
        }
        // An event may have told while the answer was on its way, and is newer.
        guard records[id] == known else { return }
        records.learn(health: ContainerRecords.Health(inspection.state), of: id)
    }

    // MARK: - Events

    private func change(_ change: ContainerChange) {
        noteOrder(of: change)
        guard records.apply(change) else { return }
        wakeWaiters(for: change.id)
    }

    /// Looks again where a death was heard before the start that it belongs to, or may belong to.
    ///
    /// The engine notes the start of a very short run after its end.
    private func noteOrder(of change: ContainerChange) {
        switch change.kind {
        case .died: if records[change.id]?.isStarting == true { earlyDeaths.insert(change.id) }
        case .started where earlyDeaths.remove(change.id) != nil:
            Task { await self.relist() }
        default: break
        }
    }

    private func followEvents() async {
        var pause = Duration.milliseconds(100)
        while !Task.isCancelled {
            do {
                let filters: EngineFilters = [
                    "type": ["container"],
                    "label": ["\(ComposeLabel.project)=\(project)"],
                    "event": ContainerChange.actions,
                ]
                for try await event in try await engine.events(filters: filters, since: since, until: nil) {
                    pause = .milliseconds(100)
                    since = EngineTime.text(nanoseconds: event.timeNano + 1)
                    if let known = ContainerChange(event) { change(known) } else { noteProbe(event) }
                }
            } catch {
                // The engine may be restarting; the gates go on waiting and the next attempt tells.
                if error is EngineUnreachable { hasLostEngine = true }
            }
            guard !Task.isCancelled else { return }
            // A cancelled sleep ends the loop by its condition.
            try? await Task.sleep(for: pause)
            pause = min(pause * 2, .seconds(2))
            await relist()
        }
    }

    private func relistWhileWaited() async {
        while !Task.isCancelled {
            // A cancelled sleep ends the loop by its condition.
            try? await Task.sleep(for: safetyInterval)
            if !waiters.isEmpty, !Task.isCancelled { await relist() }
        }
    }

    /// Reads the containers anew and wakes everything that waits.
    private func relist() async {
        let moment = records.clock
        let awaited: Set<String> = waiters.values.reduce(into: []) { $0.formUnion($1.ids) }
        let filters: EngineFilters = ["label": ["\(ComposeLabel.project)=\(project)"]]
        // An engine that is away leaves what is known; the next round asks again.
        guard let containers = try? await engine.listContainers(all: true, filters: filters) else { return }
        for summary in containers {
            records.enter(ObservedContainer(summary), asOf: moment, isAwaited: awaited.contains(summary.id))
        }
        for id in awaited.subtracting(containers.map(\.id)) { records.markRemoved(id, asOf: moment) }
        for number in waiters.keys { wake(number) }
    }
}

extension ContainerRecords.Health {
    /// The health that an inspection shows, as far as it is of the present run.
    ///
    /// A verdict counts only when its probe began after the container's start; until then the run is as good as new.
    init(_ state: ContainerState) {
        guard let health = state.health, health.status != .none else {
            self = .none
            return
        }
        let isFresh = health.log.last.map { LastProbe.began($0, after: state.startedAt) } ?? true
        let isOfThisRun = state.isRunning && isFresh
        self =
            switch health.status {
            case .healthy where isOfThisRun: .healthy
            case .unhealthy where isOfThisRun: .unhealthy
            default: .starting
            }
    }
}
