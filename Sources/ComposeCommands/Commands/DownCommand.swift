internal import ArgumentParser
internal import ComposeLoader
internal import ComposeModel
internal import ComposePlan
internal import ComposeRuntime
internal import OrderedCollections
internal import TerminalOutput

/// `swiftcompose down`: what the project has on the engine goes.
struct DownCommand: PlannedCommand {
    static let configuration: CommandConfiguration = .command("down", "Stop and remove containers and networks.")
    static let example = "swiftcompose down --volumes --rmi local"

    @Flag(help: "Remove containers of services that the project no longer has, too.")
    var removeOrphans = false

    @Option(help: ArgumentHelp("Remove images: local (without a name of their own) or all.", valueName: "which"))
    var rmi: String?

    @OptionGroup
    var grace: TimeoutOption

    @Flag(name: .shortAndLong, help: "Remove the project's volumes and anonymous ones; their data is lost.")
    var volumes = false

    @OptionGroup
    var effect: DryRunOption

    @OptionGroup
    var lock: LockOption

    @OptionGroup
    var report: ReportOptions

    @Argument(help: "Services to remove, with what depends on them; all when none is named.")
    var services: [String] = []

    func validate() throws {
        if let rmi, !rmi.isEmpty, rmi != "local", rmi != "all" {
            throw ValidationError("invalid value for --rmi: \"\(rmi)\"")
        }
    }

    func plannedWork(in context: CommandContext) async throws -> PlannedWork {
        var open = try await context.findProject(services, dryRun: effect.dryRun, acceptsNothing: true)
        if !open.targets.isEmpty { open.project.narrow(toDependentsOf: open.targets) }
        return PlannedWork(open, .down(request(environment: context.environment, open)))
    }

    func run(in context: CommandContext) async throws -> ExitStatus {
        let work = try await plannedWork(in: context)
        return try await work.open.recording(report, "down", savesFirst: true) { open in
            let outcome = try await open.carryOut(work.intent, WorkOptions("down", lock))
            if let outcome, outcome.succeeded.isEmpty {
                let text = "Warning: No resource found to remove for project \"\(open.project.name)\"."
                context.errors.show(text + "\n")
            }
            return .success
        }
    }

    func request(environment: [String: String], _ open: OpenProject) -> DownRequest {
        var request = DownRequest()
        request.targets = services.isEmpty ? [] : Set(open.project.services.keys)
        request.removesVolumes = volumes
        request.images = rmi == "all" ? .all : rmi == "local" ? .local : .none
        request.removesOrphans = removeOrphans || EnvironmentFlag.isOn(environment["COMPOSE_REMOVE_ORPHANS"])
        request.timeout = grace.timeout
        request.isNameOnly = open.isNameOnly
        return request
    }
}

extension Project {
    /// Leaves the services and what depends on them, directly or not; the others become disabled, so that their containers
    /// are no orphans, and what only they use is left out.
    mutating func narrow(toDependentsOf names: Set<String>) {
        var kept = names
        for service in servicesInDependencyOrder where service.dependencies.keys.contains(where: { kept.contains($0) })
        {
            kept.insert(service.name)
        }
        for (name, service) in services where !kept.contains(name) {
            disabledServices[name] = service
            services[name] = nil
        }
        self = removingUnusedResources()
    }
}
