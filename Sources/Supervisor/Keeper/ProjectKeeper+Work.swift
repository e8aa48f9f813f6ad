internal import ComposeModel
internal import ComposePlan
internal import ComposeRuntime
internal import ControlProtocol

/// Work on the engine, from the core's wish to its end.
extension ProjectKeeper {
    func begin(_ work: Work) {
        let scope = core.project(for: work)
        let runner = WorkRunner(
            engine: tools.engine,
            turn: turn,
            project: supervised.project,
            names: supervised.names,
            look: { await self.known() },
            planned: planned(work, arrived: arrival)
        )
        works[work.number] = RunningWork(work: work, task: Task { await self.run(work, runner, scope) })
        let text = "\(work.kind.activity): \(work.reason)"
        tools.chronicle.begin(JournalEntry(number: work.number, project: name, text: text, began: tools.time))
        tell("operation.began", service(of: work), text)
    }

    /// What is known of the project's containers, without asking the engine where events have told everything.
    private func known() async -> ProjectObserver.Snapshot {
        if !live.doubtful.isEmpty { await lookAtDoubtful() }
        return live.snapshot(at: tools.now())
    }

    private func planned(_ work: Work, arrived: ContinuousClock.Instant?) -> @Sendable (Plan) -> Void {
        let (name, metrics, chronicle, now) = (name, tools.metrics, tools.chronicle, tools.now)
        let service = self.service(of: work)
        return { plan in
            if let arrived { metrics.reacted(after: arrived.duration(to: .now).seconds) }
            let steps = plan.steps.prefix(Self.shownSteps).map { "\($0.operation) (\($0.cause))" }
            let more = plan.steps.count - steps.count
            let text = steps.joined(separator: ", ") + (more > 0 ? ", and \(more) more" : "")
            chronicle.tell("operation.planned", project: name, service: service, text: text, at: Double(now()) / 1e9)
        }
    }

    /// How many steps of a plan a line of the timeline names.
    private static let shownSteps = 6

    private func run(_ work: Work, _ runner: WorkRunner, _ scope: Project) async {
        let outcome = await runner.carryOut(work, for: scope)
        works[work.number] = nil
        tools.chronicle.end(work.number, of: name, result: outcome.problem)
        let event = outcome.problem == nil ? "operation.ended" : "operation.failed"
        let result = outcome.problem.map { ": \($0)" } ?? ""
        tell(event, service(of: work), work.kind.activity + result)
        handle(.finished(work.number, outcome))
        guard case .down = work.kind, case .succeeded = outcome, phase == .keeping else { return }
        isTakenDown = true
        await tools.feed.leave(name)
    }

    /// The one service that it is about; nil when it is about several.
    private func service(of work: Work) -> String? {
        work.kind.services.count == 1 ? work.kind.services.first : nil
    }

    // MARK: - Incidents

    func open(_ incident: Incident) {
        incidents[incident.id] = incident
        tools.chronicle.open(incident)
        tools.metrics.opened(incident.kind)
        guard incident.container != nil else { return }
        let evidence = IncidentEvidence(engine: tools.engine, project: supervised.project)
        Task { await self.add(evidence, to: incident) }
    }

    private func add(_ evidence: IncidentEvidence, to incident: Incident) async {
        let facts = await evidence.facts(of: incident)
        guard !facts.isEmpty else { return }
        incidents[incident.id]?.evidence += facts
        tools.chronicle.note(incident.id, action: "", evidence: facts)
    }

    func close(_ number: Int, at time: Double) {
        tools.chronicle.close(number, at: time)
        guard let incident = incidents.removeValue(forKey: number) else { return }
        let actions = incident.actions.isEmpty ? "" : " (\(incident.actions.joined(separator: ", ")))"
        tools.chronicle.tell(
            "incident.closed",
            project: name,
            service: incident.service,
            text: "\(incident.summary): over\(actions)",
            at: time
        )
    }
}

extension Duration {
    fileprivate var seconds: Double {
        Double(components.seconds) + Double(components.attoseconds) / 1e18
    }
}
