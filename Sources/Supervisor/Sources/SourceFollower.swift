internal import ComposeModel
internal import ComposePlan
internal import ComposeRuntime
internal import ControlProtocol
internal import Diagnostics
internal import OrderedCollections

/// Sees to what changes of the files of one project mean.
struct SourceFollower: Sendable {
    let project: AccompaniedProject
    let watch: SourceWatch

    private var supervised: SupervisedProject { project.supervised }
    private var name: String { supervised.project.name }
    private var mask: SecretMask { SecretMask(supervised.project) }

    /// Follows them until the task is cancelled.
    func run() async {
        var inventory = SourceInventory(supervised.project, supervised.source)
        await watch.watch(inventory.paths, of: name)
        var scales: [String: Int] = [:]
        // Which files are included shows when they are read; what is wrong with them is told when they are changed.
        if case .success(let loaded) = await SourceReload.load(supervised.source, name: name) {
            inventory = loaded.inventory
            scales = Self.scales(of: supervised.project, over: loaded.project)
            await watch.watch(inventory.paths, of: name)
        }
        var findings: [Int] = []
        for await change in watch.changes {
            for finding in findings { await project.close(finding) }
            findings = []
            if inventory.redefines(change.paths) {
                switch await SourceReload.load(supervised.source, name: name) {
                case .failure(let failure): findings.append(await project.open(unreadable(failure, change.paths)))
                case .success(var loaded):
                    inventory = loaded.inventory
                    await watch.watch(inventory.paths, of: name)
                    for (service, scale) in scales { loaded.project.services[service]?.scale = scale }
                    if let finding = await adopt(loaded.project, words(for: change.paths)) {
                        findings.append(await project.open(finding))
                    }
                }
            }
            let services = inventory.services(using: change.paths)
            if services.isEmpty { continue }
            if supervised.policy.watchSources == .apply {
                await project.tell(.contentChanged(services: services, reason: words(for: change.paths)))
            } else {
                findings.append(await project.open(outdated(services, change.paths)))
            }
        }
        for finding in findings { await project.close(finding) }
    }

    /// The numbers of containers that a command line has asked for, whatever the files say.
    private static func scales(of wanted: Project, over written: Project) -> [String: Int] {
        var scales: [String: Int] = [:]
        for (name, service) in wanted.services {
            guard let scale = service.scale, written.services[name]?.replicas != scale else { continue }
            scales[name] = scale
        }
        return scales
    }

    // MARK: - A changed definition

    /// Has the changed project applied, or told; nil when there is nothing to tell.
    private func adopt(_ changed: Project, _ reason: String) async -> AccompaniedProject.Finding? {
        switch supervised.policy.watchSources {
        case .off: return nil
        case .apply: return await apply(changed, reason)
        case .announce: return await announce(changed, reason)
        }
    }

    private func apply(_ changed: Project, _ reason: String) async -> AccompaniedProject.Finding? {
        let handover = Handover(
            name: name,
            document: changed.wholeJSON,
            source: supervised.source,
            lease: supervised.lease
        )
        let project = project
        // Taking it over ends this task, and must not be ended by that.
        let taking = Task {
            try await project.take(handover)
            await project.tell(.converge(reason: reason))
        }
        do {
            try await taking.value
            return nil
        } catch {
            let words = (error as? ControlError)?.message ?? "\(error)"
            return finding("\(reason), which cannot be applied", [words])
        }
    }

    private func announce(_ changed: Project, _ reason: String) async -> AccompaniedProject.Finding? {
        let session = ProjectSession(engine: project.engine, project: changed, names: supervised.names)
        do {
            let plan = try await session.plan(.converge(ConvergeRequest()))
            let lines = plan.problems.map(\.description) + plan.steps.filter(\.changesSomething).map(\.description)
            guard !lines.isEmpty else { return nil }
            return finding("\(reason), which is not applied: \(PlanSummary(plan))", lines)
        } catch {
            return finding("\(reason), and it cannot be told what that means", ["\(error)"])
        }
    }

    // MARK: - Words

    private func unreadable(_ failure: SourceReload.Failure, _ paths: Set<String>) -> AccompaniedProject.Finding {
        finding("\(words(for: paths)), and the project does not load any more; it stays as it is", failure.lines)
    }

    private func outdated(_ services: Set<String>, _ paths: Set<String>) -> AccompaniedProject.Finding {
        let names = services.sorted()
        return finding(
            "\(words(for: paths)), which \(names.joined(separator: " and ")) may not see until made anew",
            ["run 'up --force-recreate \(names.joined(separator: " "))'"]
        )
    }

    private func finding(_ summary: String, _ evidence: [String]) -> AccompaniedProject.Finding {
        let mask = mask
        return AccompaniedProject.Finding(
            kind: .source,
            service: nil,
            summary: summary,
            evidence: evidence.map { mask.masking($0) }
        )
    }

    /// `compose.yaml has changed`; paths as seen from the project's directory.
    private func words(for paths: Set<String>) -> String {
        let prefix = "\(supervised.source.directory)/"
        let names = paths.sorted().map { $0.hasPrefix(prefix) ? String($0.dropFirst(prefix.count)) : $0 }
        let few = names.count > 3 ? Array(names.prefix(2)) + ["\(names.count - 2) more files"] : names
        return "\(few.joined(separator: " and ")) \(few.count == 1 ? "has" : "have") changed"
    }
}

extension Step {
    /// Whether it does more than wait.
    fileprivate var changesSomething: Bool {
        if case .awaitCondition = operation { false } else { true }
    }
}
