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

    private let engine: EngineClient
    private let project: String
    private let safetyInterval: Duration
    private var records = ContainerRecords()
    private var waiters: [Int: Waiter] = [:]
    private var nextWaiter = 0
    /// Whether the engine was away at some time, after which containers may have ended that nobody stopped.
    private(set) var hasLostEngine = false
    /// Engine time of the last event, where a broken stream is taken up again.
    private var since: String

    /// `since` is a moment before `observed` was listed, in the engine's format for `/events`: seconds and fraction.
    package init(
        engine: EngineClient,
        project: String,
        observed: ObservedState,
        since: String,
        safetyInterval: Duration = .seconds(30)
    ) {
        self.engine = engine
        self.project = project
        self.since = since
        self.safetyInterval = safetyInterval
        for container in observed.containers { records.enter(container) }
    }

    /// Follows the engine's events until the task is cancelled; takes a broken stream up again where it ended.
    package func run() async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.followEvents() }
            group.addTask { await self.relistWhileWaited() }
        }
    }

    // MARK: - What the executor tells

    func enterNew(id: String, hasHealthcheck: Bool?) { records.enterNew(id: id, hasHealthcheck: hasHealthcheck) }

    func expectStart(of id: String) { records.expectStart(of: id) }

    func expectRestart(of id: String) { records.expectRestart(of: id) }

    /// For a start that the engine answered with "already running": no event will tell.
    func enterRunning(id: String) { change(ContainerChange(id: id, kind: .started)) }

    // MARK: - Gates

    /// Returns once the gate is open.
    ///
    /// - Throws: `GateFailure` when it cannot open any more, `CancellationError` when the task is cancelled, and the
    ///   engine's error when a container cannot be inspected.
    func pass(_ gate: ResolvedGate) async throws {
        while true {
            try Task.checkCancellation()
            switch GateJudgement.of(gate, records) {
            case .open: return
            case .failed(let failure): throw failure
            case .closed: await nextChange(of: Set(gate.containers.map(\.id)))
            case .unknownHealth(let ids):
                for id in ids { try await learnHealth(of: id) }
            }
        }
    }

    /// Suspends until an event about one of the containers arrives or the task is cancelled.
    private func nextChange(of ids: Set<String>) async {
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

    /// Events do not tell whether a container has a healthcheck; one inspection does.
    private func learnHealth(of id: String) async throws {
        let inspection: ContainerInspection
        do {
            inspection = try await engine.inspectContainer(id)
        } catch let error as EngineError where error.isNotFound {
            records.markRemoved(id)
            return
        }
        // An event may have told while the answer was on its way, and is newer.
        guard records[id]?.health == .unknown else { return }
        let health: ContainerRecords.Health =
            switch inspection.state.health?.status.rawValue {
            case "healthy": .healthy
            case "unhealthy": .unhealthy
            case "starting": .starting
            default: .none
            }
        records.learn(health: health, of: id)
    }

    // MARK: - Events

    private func change(_ change: ContainerChange) {
        guard records.apply(change) else { return }
        for (number, waiter) in waiters where waiter.ids.contains(change.id) { wake(number) }
    }

    private func followEvents() async {
        var pause = Duration.milliseconds(100)
        while !Task.isCancelled {
            do {
                let filters: EngineFilters = [
                    "type": ["container"],
                    "label": ["\(ComposeLabel.project)=\(project)"],
                    "event": ["start", "die", "health_status", "pause", "unpause", "oom", "destroy"],
                ]
                for try await event in try await engine.events(filters: filters, since: since, until: nil) {
                    pause = .milliseconds(100)
                    since = EngineTime.text(nanoseconds: event.timeNano + 1)
                    if let known = ContainerChange(event) { change(known) }
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
        let filters: EngineFilters = ["label": ["\(ComposeLabel.project)=\(project)"]]
        // An engine that is away leaves what is known; the next round asks again.
        guard let containers = try? await engine.listContainers(all: true, filters: filters) else { return }
        for summary in containers { records.enter(ObservedContainer(summary)) }
        for number in waiters.keys { wake(number) }
    }
}

extension ContainerChange {
    /// nil for events that no gate waits for.
    init?(_ event: EngineEvent) {
        id = event.actorID
        switch event.action {
        case "start": kind = .started
        case "die": kind = .died(code: Int(event.attributes["exitCode"] ?? "") ?? 0)
        case "pause": kind = .paused
        case "unpause": kind = .unpaused
        case "oom": kind = .killedForMemory
        case "destroy": kind = .removed
        case "health_status":
            guard let health = ObservedContainer.Health(rawValue: event.detail ?? "") else { return nil }
            kind = .health(health)
        default: return nil
        }
    }
}
