internal import ComposeLoader
internal import ComposeModel
internal import ControlProtocol
internal import OrderedCollections

/// A whole project that is to be handed over, before it is known what came of the command.
struct HandoverDraft: Sendable {
    var project: Project
    var source: ProjectSource

    /// - Parameters:
    ///   - loaded: the whole project, whatever the command was about.
    ///   - narrowed: what the command was about, with the numbers of containers that it asked for.
    ///   - environment: of the process.
    ///   - isCompatible: whether names are those of the first generation.
    init(_ loaded: LoadedProject, scaledAs narrowed: Project, environment: [String: String], isCompatible: Bool) {
        project = loaded.project
        for (name, service) in narrowed.services {
            if let scale = service.scale { project.services[name]?.scale = scale }
        }
        // What came through standard input cannot be read again.
        let isReadable = !project.composeFiles.contains("-")
        source = ProjectSource(
            files: isReadable ? project.composeFiles : [],
            environmentFiles: project.environmentFiles,
            directory: project.workingDirectory,
            profiles: project.profiles,
            environment: HandoverVariables.of(loaded, from: environment),
            isCompatible: isCompatible
        )
    }

    /// What a command was about, and how it left that.
    struct Work: Sendable {
        /// The services that were brought into the declared state.
        var services: Set<String>
        /// Whether they were started, or only created.
        var starts: Bool
    }

    /// Whether it must be asked which services run: what a command has not touched is left as it is found.
    func dependsOnRunning(_ work: Work, _ status: ProjectStatus?) -> Bool {
        let known = Set(status?.services.map(\.name) ?? [])
        return project.services.keys.contains { name in
            !(work.starts && work.services.contains(name)) && !known.contains(name)
        }
    }

    /// The project with its services that are to stay stopped.
    ///
    /// - `status`: as the daemon has the project; nil when it is new to it.
    /// - `running`: the services with running containers; only those count that the daemon does not know.
    /// - `lease`: nil leaves the project the one it has.
    func handover(after work: Work, status: ProjectStatus?, running: Set<String>, lease: Lease?) -> Handover {
        let stopped: [String] = Array(project.services.keys).filter { name in
            if work.starts, work.services.contains(name) { return false }
            if let known = status?.services.first(where: { $0.name == name }) { return known.condition == .stopped }
            return !running.contains(name)
        }
        return Handover(
            name: project.name,
            document: project.handoverDocument,
            source: source,
            stopped: stopped,
            lease: lease ?? status?.lease
        )
    }
}
