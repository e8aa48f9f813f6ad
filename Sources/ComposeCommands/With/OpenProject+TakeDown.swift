internal import ComposeModel
internal import ComposePlan
internal import ComposeRuntime
internal import DockerEngine
internal import OrderedCollections

/// The end of a project that was only there for one command.
extension OpenProject {
    /// Removes all that the engine has of the project: containers, networks and volumes, orphans included.
    ///
    /// - `removesImages`: whether images that were built under the project's name go, too.
    ///
    /// - Returns: whether there was nothing to remove.
    @discardableResult
    func takeDown(timeout: Int?, removesImages: Bool) async throws -> Bool {
        // Whatever there is to be warned of, what was started can be removed.
        var globals = context.globals
        globals.strict = false
        var whole = try OpenProject(CommandContext(globals, context.surroundings), project, engine)
        whole.sources = sources
        whole.project.enableAll()

        var request = DownRequest()
        request.removesVolumes = true
        request.removesOrphans = true
        request.timeout = timeout
        request.images = removesImages ? .local : .none
        // So that volumes count that are labelled and no longer declared.
        request.isNameOnly = true
        let report = try await whole.carryOut(.down(request), WorkOptions("down"))
        return report?.succeeded.isEmpty ?? true
    }

    /// Refuses a project of which the engine has something already that taking it down would take, too.
    ///
    /// - Throws: `CommandFailure` when there is a container or volume of the project.
    func refuseToTakeOver() async throws {
        let state = try await ProjectObserver(engine: engine).observe(project, images: []).state
        let declared = Set(project.volumes.values.filter { !$0.isExternal }.map(\.name))
        let volumes = state.volumes.filter { $0.project == project.name || declared.contains($0.name) }
        guard
            let first = state.containers.first.map({ "container \($0.name)" })
                ?? volumes.first.map({ "volume \($0.name)" })
        else { return }
        throw CommandFailure(
            "project '\(project.name)' is there already (\(first)), and would be removed at the end with its data",
            hint: "use --isolated, give another name with -p, or say --take-over if it may go"
        )
    }

    /// The command line that does the same later.
    var takeDownLine: String { "swiftcompose -p \(project.name) down --volumes --remove-orphans" }
}

extension Project {
    /// Counts services that were not chosen as part of the project, so that what they left is removed in order.
    fileprivate mutating func enableAll() {
        for (name, service) in disabledServices { services[name] = service }
        disabledServices = [:]
    }
}
