internal import ArgumentParser
internal import ComposeModel
internal import ComposePlan

/// What `up` and `create` have in common.
struct ConvergeOptions: ParsableArguments {
    @Flag(help: "Build images before containers are created.")
    var build = false

    @Flag(help: "Never build an image.")
    var noBuild = false

    @Flag(help: "Replace containers even when nothing has changed.")
    var forceRecreate = false

    @Flag(help: "Keep containers that exist, even when something has changed.")
    var noRecreate = false

    @Option(help: ArgumentHelp("Pull images: always, missing, never or build.", valueName: "policy"))
    var pull: String?

    @Flag(help: "Do not show the layers of images that are pulled.")
    var quietPull = false

    @Flag(help: "Remove containers of services that the project no longer has.")
    var removeOrphans = false

    @Option(help: ArgumentHelp("Give a service so many containers; may be repeated.", valueName: "service=num"))
    var scale: [String] = []

    @Flag(name: .shortAndLong, help: "Answer every question with yes.")
    var yes = false

    @Flag(name: .customLong("y"), help: .hidden)
    var yesAsBefore = false

    @OptionGroup
    var effect: DryRunOption

    func validate() throws {
        if build, noBuild { throw ValidationError("--build and --no-build are incompatible") }
        if forceRecreate, noRecreate { throw ValidationError("--force-recreate and --no-recreate are incompatible") }
        if let pull, pull != "policy", Self.pullPolicies[pull] == nil {
            throw ValidationError("invalid --pull option \"\(pull)\"")
        }
    }

    /// What each word of `--pull` stands for; `policy` leaves each service its own and is not among them.
    private static let pullPolicies: [String: String] = [
        "always": "always", "missing": "missing", "if_not_present": "missing", "never": "never", "build": "build",
    ]

    /// The request that the options come to, with what the project's environment says of orphans.
    func request(for open: OpenProject) throws(CommandFailure) -> ConvergeRequest {
        var request = ConvergeRequest()
        request.targets = open.targets
        request.recreate = noRecreate ? .never : forceRecreate ? .always : .diverged
        request.recreateDependencies = noRecreate ? .never : .diverged
        request.build = noBuild ? .never : build ? .always : .whenMissing
        request.pullPolicy = pull.flatMap { Self.pullPolicies[$0] }
        request.removesOrphans = removeOrphans
        request.ignoresOrphans = EnvironmentFlag.isOn(open.project.environment["COMPOSE_IGNORE_ORPHANS"])
        if request.removesOrphans, request.ignoresOrphans {
            throw CommandFailure(
                "cannot combine COMPOSE_IGNORE_ORPHANS and --remove-orphans",
                hint: "unset COMPOSE_IGNORE_ORPHANS, or leave --remove-orphans out"
            )
        }
        return request
    }

    /// What `--scale` asks for.
    func scaling() throws(CommandFailure) -> [ScaleArgument] {
        var arguments: [ScaleArgument] = []
        for text in scale { arguments.append(try ScaleArgument(text)) }
        return arguments
    }
}
