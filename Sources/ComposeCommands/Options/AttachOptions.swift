internal import ArgumentParser
internal import ComposeModel
internal import OrderedCollections

/// What counts for `up` while it stays in the foreground.
struct AttachOptions: ParsableArguments {
    @Flag(help: "Stop all containers when one ends.")
    var abortOnContainerExit = false

    @Flag(help: "Stop all containers when one fails.")
    var abortOnContainerFailure = false

    @Option(help: ArgumentHelp("End with this service's exit code, and stop all when it ends.", valueName: "service"))
    var exitCodeFrom: String?

    @Option(help: ArgumentHelp("Show the output of this service alone; may be repeated.", valueName: "service"))
    var attach: [String] = []

    @Flag(help: "Show the output of dependencies, too.")
    var attachDependencies = false

    @Option(help: ArgumentHelp("Do not show the output of this service; may be repeated.", valueName: "service"))
    var noAttach: [String] = []

    @Flag(help: "Print without colour.")
    var noColor = false

    @Flag(help: "Do not print the names of containers before their lines.")
    var noLogPrefix = false

    @Flag(help: "Print the time before each line.")
    var timestamps = false

    /// Whether the end of any container ends all.
    var stopsOnExit: Bool { abortOnContainerExit || (exitCodeFrom != nil && !abortOnContainerFailure) }

    /// Throws for combinations that make no sense.
    func check(isDetached: Bool, isWaiting: Bool) throws(ValidationError) {
        if stopsOnExit, abortOnContainerFailure {
            throw ValidationError("--abort-on-container-failure cannot be combined with --abort-on-container-exit")
        }
        if !attach.isEmpty, attachDependencies {
            throw ValidationError("cannot combine --attach and --attach-dependencies")
        }
        if isWaiting, attachDependencies || stopsOnExit || !attach.isEmpty {
            throw ValidationError(
                "--wait cannot be combined with --abort-on-container-exit, --attach or --attach-dependencies"
            )
        }
        if isDetached || isWaiting, attachDependencies || stopsOnExit || abortOnContainerFailure || !attach.isEmpty {
            throw ValidationError(
                "\(isWaiting ? "--wait" : "--detach") cannot be combined with --abort-on-container-exit, "
                    + "--abort-on-container-failure, --attach or --attach-dependencies"
            )
        }
    }

    /// The services whose output is shown.
    ///
    /// - `chosen`: the services that the user named for `up`; empty is all.
    func attachedServices(of open: OpenProject, chosen: [String]) throws(CommandFailure) -> Set<String> {
        if let exitCodeFrom, open.project.services[exitCodeFrom] == nil { throw open.unknownService(exitCodeFrom) }
        let included = chosen.isEmpty ? Set(open.project.services.keys) : open.targets
        guard attach.isEmpty else {
            let strangers = attach.filter { !included.contains($0) }
            guard strangers.isEmpty else {
                throw CommandFailure(
                    "cannot attach to services not included in up: \(strangers.joined(separator: ", "))"
                )
            }
            return Set(attach).subtracting(noAttach)
        }
        let candidates = attachDependencies ? Array(open.project.services.keys) : Array(included)
        return Set(candidates.filter { open.project.services[$0]?.attach != false }).subtracting(noAttach)
    }
}
