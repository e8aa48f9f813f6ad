import ComposeModel
import ComposePlan
import OrderedCollections

@testable import ComposeRuntime

/// One wait of `app` for `db`, planned and judged as the program does it.
struct GateTrial {
    var row: GateTable.Row
    var condition: DependencyCondition
    var isRequired = true
    /// How many containers `db` has: all but one are what is waited for from the beginning.
    var replicas = 1
    /// The number of the one that is in the situation of the row.
    var position = 1
    var mode = GateTable.Mode.detached

    /// What becomes of everything that waits for `db`.
    func verdict() -> GateTable.Verdict {
        let reconciler = Reconciler(project: project, observed: observed, names: ProjectNames(project: "shop"))
        var request = ConvergeRequest()
        request.recreate = .never
        request.waits = mode == .waiting
        let plan = reconciler.plan(.converge(request))
        guard plan.problems.isEmpty else { return .refused }

        var records = enteredRecords()
        for number in 1...replicas where number != position { apply(companion, to: number, &records) }
        let gates = plan.steps.compactMap { (step: Step) -> ResolvedGate? in resolvedGate(of: step) }
        var verdicts: [GateTable.Verdict?] = gates.map { _ in nil }
        // A gate is first looked at once the start that it comes after has been asked for.
        let moments: [[GateTable.Happening]] = row.happenings.isEmpty ? [[]] : row.happenings.map { [$0] }
        for moment in moments {
            apply(moment, to: position, &records)
            for (index, gate) in gates.enumerated() where verdicts[index] == nil {
                verdicts[index] = Self.ending(GateJudgement.of(gate, records))
            }
        }
        return verdicts.map { $0 ?? .waits }.reduce(.opens) { GateTable.worse($0, $1) }
    }

    /// nil while the gate may still open.
    private static func ending(_ judgement: GateJudgement) -> GateTable.Verdict? {
        switch judgement {
        case .open: return .opens
        case .closed, .unknownHealth: return nil
        case .forgiven: return .warns
        case .failed(let failure):
            let lead = "container \(failure.container) "
            let words = failure.description
            return .fails(words.hasPrefix(lead) ? String(words.dropFirst(lead.count)) : words)
        }
    }

    private func resolvedGate(of step: Step) -> ResolvedGate? {
        guard case .awaitCondition(let gate) = step.operation, gate.service == "db" else { return nil }
        let containers = gate.containers.map { ResolvedGate.Container(id: "db\($0.replica.number)", name: $0.name) }
        return ResolvedGate(gate, containers, isLimited: row.hasDeadline)
    }

    // MARK: - What is wanted and what is there

    private var database: Service {
        var service = Service(name: "db")
        service.image = "postgres"
        service.restart = row.restart
        service.scale = replicas
        var healthcheck = Healthcheck()
        switch row.probing {
        case .file:
            healthcheck.test = ["CMD", "true"]
            service.healthcheck = healthcheck
        case .disabled:
            healthcheck.isDisabled = true
            service.healthcheck = healthcheck
        case .image, .nowhere, .nowhereAsItTurnsOut: break
        }
        return service
    }

    private var project: Project {
        var app = Service(name: "app")
        app.image = "busybox"
        app.dependencies["db"] = Dependency(condition: condition, required: isRequired)
        var project = Project(name: "shop", workingDirectory: "/srv/shop")
        project.services["db"] = database
        project.services["app"] = app
        return project
    }

    private var observed: ObservedState {
        var state = ObservedState()
        state.images["busybox"] = ObservedImage(digest: "sha256:b")
        if row.probing != .nowhereAsItTurnsOut {
            var image = ObservedImage(digest: "sha256:a")
            image.hasHealthcheck = row.probing == .image
            state.images["postgres"] = image
        }
        if row.past != .nothing { state.containers = (1...replicas).map { container($0) } }
        return state
    }

    private func container(_ number: Int) -> ObservedContainer {
        let isHealthy = row.past == .healthy
        var container = ObservedContainer(
            id: "db\(number)",
            name: "shop-db-\(number)",
            service: "db",
            number: number,
            state: isHealthy ? .running : .exited
        )
        container.health = isHealthy ? .healthy : .none
        container.exitCode = isHealthy ? nil : 0
        return container
    }

    // MARK: - What happens

    private func enteredRecords() -> ContainerRecords {
        var records = ContainerRecords()
        for number in 1...replicas {
            if row.past == .nothing {
                records.enterNew(id: "db\(number)", hasHealthcheck: database.hasOwnHealthcheck)
            } else {
                records.enter(container(number))
            }
        }
        return records
    }

    private func apply(_ happenings: [GateTable.Happening], to number: Int, _ records: inout ContainerRecords) {
        for happening in happenings {
            switch happening {
            case .event(let kind): _ = records.apply(ContainerChange(id: "db\(number)", kind: kind))
            case .startAsked: records.expectStart(of: "db\(number)")
            case .learned(let health): records.learn(health: health, of: "db\(number)")
            }
        }
    }

    /// What makes a container of the same service one that is not waited for any longer.
    private var companion: [GateTable.Happening] {
        var happenings: [GateTable.Happening] = row.past == .ended ? [.startAsked] : []
        if row.past != .healthy { happenings.append(.event(.started)) }
        if condition == .completedSuccessfully { return happenings + [.event(.died(code: 0))] }
        switch row.probing {
        case .file where row.past != .ended: happenings.append(.event(.health(.healthy)))
        case .file, .image: happenings.append(.learned(.healthy))
        case .nowhere, .nowhereAsItTurnsOut: happenings.append(.learned(.none))
        case .disabled: break
        }
        return happenings
    }
}

extension GateTable {
    /// What comes of two waits side by side: the worse, and the first of two that are as bad.
    static func worse(_ one: Verdict, _ other: Verdict) -> Verdict { rank(other) > rank(one) ? other : one }

    private static func rank(_ verdict: Verdict) -> Int {
        switch verdict {
        case .opens: 0
        case .warns: 1
        case .waits: 2
        case .fails: 3
        case .refused: 4
        }
    }

    /// What the row and the rules around the table come to.
    static func expected(
        _ row: Row,
        _ condition: DependencyCondition,
        isRequired: Bool,
        _ mode: Mode
    ) -> Verdict {
        let column =
            switch condition {
            case .started: 0
            case .healthy: 1
            case .completedSuccessfully: 2
            }
        var verdict = row.verdicts[column]
        // What is not required cannot keep anything down.
        if !isRequired, rank(verdict) >= rank(.fails("")) { verdict = .warns }
        guard mode == .waiting, verdict != .refused else { return verdict }
        // The user waits as well: for the end of what somebody needs to end, else for what is up.
        let mustEnd = condition == .completedSuccessfully && row.restart != "always"
        return worse(verdict, row.verdicts[mustEnd ? 2 : 3])
    }
}
