internal import ComposeModel
internal import ComposePlan
internal import ComposeRuntime
internal import ControlProtocol
internal import DockerEngine
internal import OrderedCollections

/// What the engine tells, and what is asked of it.
extension ProjectKeeper {
    func receive(_ message: FeedMessage) {
        switch message {
        case .opened, .look:
            isEngineAway = false
            lookSoon()
        case .event(let event, let arrived):
            switch event.type {
            case "container": take(event, arrived)
            case "network": takeNetwork(event)
            case "image": checkImagesSoon()
            default: break
            }
        case .lost:
            isEngineAway = true
            handle(.engineLost)
            // What is cut short is asked for again when the engine is back, by what is there then.
            for running in works.values where !running.work.kind.isJob { running.task.cancel() }
            resumeLookWaiters()
        case .returned(let didRestart):
            isEngineAway = false
            handle(.engineReturned(didRestart: didRestart))
            lookSoon()
        }
    }

    private func take(_ event: EngineEvent, _ arrived: ContinuousClock.Instant) {
        guard live.apply(event), event.attributes[ComposeLabel.hook] == nil, let told = ContainerEvent(event) else {
            if live.isDoubtful(event.actorID) { lookAtDoubtfulSoon() }
            return
        }
        arrival = arrived
        handle(.event(told))
        arrival = nil
        for listener in listeners { listener.yield(told) }
        switch told.kind {
        case .created: if let container = live[told.id] { tame([container]) }
        case .started: if live.isDoubtful(told.id) { lookAtDoubtfulSoon() }
        case .died, .destroyed: callOffCuts(of: told.id)
        default: break
        }
    }

    // MARK: - Looking

    /// Looks at all of the project, as soon as the engine answers; once for all who ask meanwhile.
    func lookSoon() {
        guard phase != .over else { return }
        wantsLook = true
        guard looking == nil else { return }
        looking = Task { await self.lookWhileWanted() }
    }

    private func lookWhileWanted() async {
        var pause = Duration.milliseconds(100)
        while wantsLook, !Task.isCancelled {
            wantsLook = false
            do {
                try await look()
                pause = .milliseconds(100)
            } catch {
                // An engine that is away is asked again, less and less often; its return is told, too.
                wantsLook = true
                try? await Task.sleep(for: pause)
                pause = min(pause * 2, .seconds(5))
            }
        }
        looking = nil
    }

    private func look() async throws {
        let tick = live.clock
        // The margin covers an engine elsewhere whose clock is a little behind.
        let time = tools.now() - (tools.engine.host.isLocal ? 0 : 5_000_000_000)
        let listed = try await Self.containers(of: name, [], tools.engine)
        guard phase != .over else { return }
        live.enter(listed, asOf: tick, at: time)
        let containers = live.listed
        handle(.listed(containers))
        tamed.formIntersection(containers.map(\.id))
        tame(containers)
        guard !hasLooked else { return }
        hasLooked = true
        resumeLookWaiters()
        if let interruption, hasLeftovers(containers) { handle(.converge(reason: interruption)) }
        interruption = nil
    }

    /// Whether the replacement of a container was cut short.
    private func hasLeftovers(_ containers: [ObservedContainer]) -> Bool {
        containers.contains { container in
            guard let service = supervised.project.services[container.service] else { return false }
            return container.isReplacement(for: supervised.names.container(service, number: container.number))
        }
    }

    /// The containers of a project, or those of them with the given ids; empty is all.
    @concurrent
    private static func containers(
        of project: String,
        _ ids: [String],
        _ engine: EngineClient
    ) async throws -> [ObservedContainer] {
        var filters: EngineFilters = ["label": ["\(ComposeLabel.project)=\(project)"]]
        for id in ids { filters.add("id", id) }
        return try await engine.listContainers(all: true, filters: filters).map { ObservedContainer($0) }
    }

    /// Returns when the project was looked at once, or the engine is known to be away.
    func firstLook() async {
        guard !hasLooked, !isEngineAway, phase != .over else { return }
        await withCheckedContinuation { lookWaiters.append($0) }
    }

    func resumeLookWaiters() {
        for waiter in lookWaiters { waiter.resume() }
        lookWaiters = []
    }

    // MARK: - What events leave open

    /// Whether a container is probed shows only in a list, once it runs.
    private func lookAtDoubtfulSoon() {
        guard narrowLook == nil else { return }
        narrowLook = Task { await self.lookAtDoubtfulInAWhile() }
    }

    private func lookAtDoubtfulInAWhile() async {
        // Several containers are started together more often than not; a cancelled sleep comes to the same.
        try? await Task.sleep(for: .milliseconds(50))
        narrowLook = nil
        guard phase != .over else { return }
        if await lookAtDoubtful() { handle(.listed(live.listed)) }
    }

    /// Returns whether the engine has told.
    @discardableResult
    func lookAtDoubtful() async -> Bool {
        let tick = live.clock
        // When it cannot be found out, whoever waits for health goes on waiting, and the next look tells.
        guard let listed = try? await Self.containers(of: name, live.doubtful, tools.engine) else { return false }
        live.enter(some: listed, asOf: tick)
        return true
    }
}

extension Work.Kind {
    /// Whether its end is that of a container, which may go on without the engine.
    fileprivate var isJob: Bool {
        if case .job = self { true } else { false }
    }
}
