internal import ComposeLoader
internal import ComposeModel
internal import ComposePlan
internal import ComposeRuntime
internal import Diagnostics
internal import DockerEngine
internal import OrderedCollections

/// How a command comes to its project.
extension CommandContext {
    /// The project that the files describe, narrowed to what the command is about.
    ///
    /// The connection to the engine is made meanwhile.
    ///
    /// - Throws: `LoadFailure` and `CommandFailure`, before anything is asked of the engine.
    func openProject(_ choice: ServiceChoice, dryRun: Bool = false) throws -> OpenProject {
        let engine = try engineClient()
        engine.prepare()
        let loaded = try load(loadRequest, choosing: choice)
        var open = try OpenProject(self, loaded.project, engine)
        open.sources = loaded.sources
        open.isDryRun = open.isDryRun || dryRun
        try open.aim(at: choice.services)
        return open
    }

    /// The project for a command that works with the containers as they are.
    ///
    /// With `-p` and no `-f` only its name counts, and no file is read: the labels of its containers tell the rest. The
    /// same holds for a name in `COMPOSE_PROJECT_NAME` when no file can be loaded.
    ///
    /// - `services`: named by the user; each must be a service of the project.
    /// - `requiresDependencies`: whether dependencies that only labels tell of count as required, as for starting.
    /// - `acceptsNothing`: whether a name that the engine knows nothing of is no error.
    func findProject(
        _ services: [String] = [],
        dryRun: Bool = false,
        requiresDependencies: Bool = false,
        acceptsNothing: Bool = false
    ) async throws -> OpenProject {
        let engine = try engineClient()
        var open: OpenProject
        if let name = globals.projectName, globals.files.isEmpty {
            open = try await labelledProject(name, engine, requiresDependencies)
        } else {
            engine.prepare()
            do {
                var request = loadRequest
                request.resolvesEnvironment = false
                request.targets = services
                // What was said when the containers were made need not be said whenever they are looked at.
                request.advises = false
                var loaded = try load(request)
                // Env files may be gone by now, but what is written into containers is written at every start.
                ServiceEnvironment.resolveContents(&loaded.project)
                open = try OpenProject(self, loaded.project, engine)
                open.sources = loaded.sources
            } catch let failure as LoadFailure {
                guard let name = environment["COMPOSE_PROJECT_NAME"], !name.isEmpty else { throw failure }
                open = try await labelledProject(name, engine, requiresDependencies)
            }
        }
        open.isDryRun = open.isDryRun || dryRun
        if open.isNameOnly, open.project.services.isEmpty, !acceptsNothing {
            let name = open.project.name
            throw CommandFailure("no container found for project \"\(name)\"", hint: "run 'up' to start it")
        }
        try open.aim(at: services)
        return open
    }

    private func labelledProject(
        _ name: String,
        _ engine: EngineClient,
        _ requiresDependencies: Bool
    ) async throws -> OpenProject {
        let name = name.lowercased()
        let unknown = Project(name: name, workingDirectory: currentDirectory)
        let observed = try await ProjectObserver(engine: engine).observe(unknown, images: []).state
        var project = Project(
            fromLabelsOf: observed,
            name: name,
            requiresDependencies: requiresDependencies
        )
        project.environment = environment
        var open = try OpenProject(self, project, engine)
        open.isNameOnly = true
        return open
    }
}

extension OpenProject {
    /// Finds out which services the user's names and patterns mean.
    ///
    /// - Throws: `DiagnosedFailure` for every one that means none.
    fileprivate mutating func aim(at services: [String]) throws(DiagnosedFailure) {
        targets = try ProjectNarrowing(project, sources: sources).targets(of: services)
    }

    /// The failure for a name that is that of no service, with the name that may have been meant.
    func unknownService(_ name: String) -> CommandFailure {
        let nearest = nearestName(to: name, among: project.services.keys)
        let all = project.services.keys.joined(separator: ", ")
        return CommandFailure(
            "no such service: \(name)",
            hint: nearest.map { "did you mean '\($0)'?" } ?? (all.isEmpty ? nil : "the services are: \(all)")
        )
    }
}
