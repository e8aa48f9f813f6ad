internal import ArgumentParser
internal import ComposeModel
internal import ComposePlan
internal import OrderedCollections

/// `swiftcompose up`: the engine comes to hold what the project declares, running.
struct UpCommand: ComposeCommand {
    static let configuration: CommandConfiguration = .command("up", "Create and start containers.")
    static let example = "swiftcompose up --detach --wait --wait-timeout 60"

    @Flag(name: .shortAndLong, help: "Leave the containers running in the background.")
    var detach = false

    @OptionGroup
    var waiting: WaitOptions

    @OptionGroup
    var converge: ConvergeOptions

    @Flag(help: "Replace containers of dependencies even when nothing has changed.")
    var alwaysRecreateDeps = false

    @Flag(help: "Ignore what services depend on.")
    var noDeps = false

    @Flag(help: "Create containers without starting them.")
    var noStart = false

    @Flag(help: "Do not show what the builder prints.")
    var quietBuild = false

    @Flag(
        name: [.customShort("V"), .customLong("renew-anon-volumes")],
        help: "Give containers new anonymous volumes instead of those of their predecessors."
    )
    var renewsAnonymousVolumes = false

    @OptionGroup
    var grace: TimeoutOption

    @OptionGroup(title: "Attached options")
    var attachment: AttachOptions

    @Argument(help: "Services to start, with what they depend on; all when none is named.")
    var services: [String] = []

    func validate() throws {
        try attachment.check(isDetached: detach, isWaiting: waiting.wait)
        guard converge.noRecreate else { return }
        if renewsAnonymousVolumes {
            throw ValidationError("--no-recreate and --renew-anon-volumes are incompatible")
        }
        if alwaysRecreateDeps { throw ValidationError("--always-recreate-deps and --no-recreate are incompatible") }
    }

    func run(in context: CommandContext) async throws -> ExitStatus {
        let scaling = try converge.scaling()
        var open = try context.openProject(
            ServiceChoice(services, followsDependencies: !noDeps),
            dryRun: converge.effect.dryRun
        )
        guard !open.project.services.isEmpty else {
            throw CommandFailure("no service selected", hint: "enable one with --profile, or name one")
        }
        try open.scale(scaling)
        let request = try self.request(for: open)
        guard isAttached, !open.isDryRun else {
            try await open.carryOut(.converge(request), workOptions)
            return .success
        }
        return try await AttachedUp(
            open: open,
            request: request,
            options: workOptions,
            attachment: attachment,
            shown: try attachment.attachedServices(of: open, chosen: services)
        ).run()
    }

    var isAttached: Bool { !detach && !waiting.wait && !noStart }

    func request(for open: OpenProject) throws(CommandFailure) -> ConvergeRequest {
        var options = converge
        if EnvironmentFlag.isOn(open.project.environment["COMPOSE_REMOVE_ORPHANS"]) { options.removeOrphans = true }
        var request = try options.request(for: open)
        if alwaysRecreateDeps { request.recreateDependencies = .always }
        request.renewsAnonymousVolumes = renewsAnonymousVolumes
        request.starts = !noStart
        request.waits = waiting.wait
        request.ignoresDependencies = noDeps
        request.stopTimeout = grace.timeout
        return request
    }

    var workOptions: WorkOptions {
        var options = WorkOptions("up")
        options.deadline = waiting.deadline
        options.hidesLayers = converge.quietPull
        options.hidesBuild = quietBuild
        options.usesImages = true
        return options
    }
}
