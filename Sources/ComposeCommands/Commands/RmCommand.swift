internal import ArgumentParser
internal import ComposePlan
internal import ComposeRuntime
internal import TerminalOutput

/// `swiftcompose rm`: containers that have ended are removed, once the user agrees.
struct RmCommand: PlannedCommand {
    static let configuration: CommandConfiguration = .command("rm", "Remove containers that have ended.")
    static let example = "swiftcompose rm --stop --force web"

    @Flag(name: .shortAndLong, help: "Do not ask.")
    var force = false

    @Flag(name: .shortAndLong, help: "Stop containers that run, and remove them too.")
    var stop = false

    @Flag(name: .shortAndLong, help: "Remove anonymous volumes of the containers, too; their data is lost.")
    var volumes = false

    @Flag(name: .shortAndLong, help: .hidden)
    var all = false

    @OptionGroup
    var effect: DryRunOption

    @OptionGroup
    var lock: LockOption

    @Argument(help: "Services whose containers are removed; all when none is named.")
    var services: [String] = []

    func plannedWork(in context: CommandContext) async throws -> PlannedWork {
        let open = try await context.findProject(services, dryRun: effect.dryRun)
        return PlannedWork(open, .remove(request(for: open)))
    }

    func run(in context: CommandContext) async throws -> ExitStatus {
        let work = try await plannedWork(in: context)
        let open = work.open
        guard !open.isDryRun else {
            try await open.carryOut(work.intent, WorkOptions("remove", lock))
            return .success
        }
        let session = ProjectSession(engine: open.engine, project: open.project, names: open.names)
        let going = try await session.plan(work.intent).steps.compactMap { $0.operation.removedContainer }
        guard !going.isEmpty else {
            context.errors.show("No stopped containers\n")
            return .success
        }
        guard try await isAgreed("Going to remove \(going.map { $0.name }.joined(separator: ", "))", context) else {
            return .success
        }
        var request = self.request(for: open)
        request.agreed = Set(going.map { $0.id })
        try await open.carryOut(.remove(request), WorkOptions("remove", lock))
        return .success
    }

    func request(for open: OpenProject) -> RemoveRequest {
        var request = RemoveRequest()
        request.targets = open.targets
        request.stops = stop
        request.removesVolumes = volumes
        return request
    }

    private func isAgreed(_ announcement: String, _ context: CommandContext) async throws -> Bool {
        guard !force else {
            try context.output.write(announcement + "\n")
            return true
        }
        return await Prompt(screen: context.errors).confirms("\(announcement)\nAre you sure?")
    }
}

extension Operation {
    /// The container that exists now and is removed.
    fileprivate var removedContainer: (id: String, name: String)? {
        guard case .removeContainer(let container, _) = self, case .existing(let id) = container.reference else {
            return nil
        }
        return (id, container.name)
    }
}
