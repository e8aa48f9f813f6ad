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

    @Flag(help: "Put the former container back when one that replaces it does not become ready.")
    var rollback = false

    @Flag(help: "Give everything else up at the first failure.")
    var failFast = false

    @OptionGroup
    var timing: TimingOptions

    @OptionGroup(title: "Supervision options")
    var supervision: SuperviseOptions

    @OptionGroup(title: "Attached options")
    var attachment: AttachOptions

    @OptionGroup
    var lock: LockOption

    @OptionGroup
    var report: ReportOptions

    @Argument(help: "Services to start, with what they depend on; all when none is named.")
    var services: [String] = []

    func validate() throws {
        try attachment.check(isDetached: detach, isWaiting: waiting.wait)
        if rollback, failFast { throw ValidationError("--rollback and --fail-fast are incompatible") }
        if rollback, noStart { throw ValidationError("--rollback and --no-start are incompatible") }
        try checkSupervision()
        guard converge.noRecreate else { return }
        if renewsAnonymousVolumes {
            throw ValidationError("--no-recreate and --renew-anon-volumes are incompatible")
        }
        if alwaysRecreateDeps { throw ValidationError("--always-recreate-deps and --no-recreate are incompatible") }
    }

    func run(in context: CommandContext) async throws -> ExitStatus {
        let work = try await plannedWork(in: context)
        guard !isLeftToDaemon(work) else { return try await leaveToDaemon(work) }
        return try await work.open.recording(report, "up") { open in
            guard isAttached, !open.isDryRun, case .converge(let request) = work.intent else {
                try await open.carryOut(work.intent, workOptions)
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
    }

    var isAttached: Bool { !detach && !waiting.wait && !noStart && !supervision.detachNow }

    func request(for open: OpenProject) throws(CommandFailure) -> ConvergeRequest {
        var options = converge
        if EnvironmentFlag.isOn(open.project.environment["COMPOSE_REMOVE_ORPHANS"]) { options.removeOrphans = true }
        var request = try options.request(for: open)
        if alwaysRecreateDeps { request.recreateDependencies = .always }
        request.renewsAnonymousVolumes = renewsAnonymousVolumes
        request.starts = !noStart
        request.waits = waiting.wait
        request.stopTimeout = grace.timeout
        request.rollsBack = rollback
        // A container that is put back needs time after the deadline of the one that failed.
        if rollback { request.gateTimeout = waiting.deadline.map { Duration.seconds($0) } }
        return request
    }

    var workOptions: WorkOptions {
        var options = WorkOptions("up", lock)
        options.deadline = rollback ? nil : waiting.deadline
        options.failsFast = failFast
        options.assumesYes = converge.yes || converge.yesAsBefore
        options.timings = timing.request
        options.supervision = supervisionRequest
        options.hidesLayers = converge.quietPull
        options.hidesBuild = quietBuild
        options.usesImages = true
        return options
    }
}
