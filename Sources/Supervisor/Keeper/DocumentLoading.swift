internal import ComposeLoader
internal import ComposeModel
internal import ControlProtocol
internal import Diagnostics
internal import OrderedCollections

/// Makes a project of the document of a handover.
enum DocumentLoading {
    /// The project as the command line had it, up to places in files.
    ///
    /// The document is canonical and has no variables left, so that a `$` in it stands for itself. What it does not hold
    /// is the content of secrets and configs that come from variables: that is taken from the handover's environment,
    /// or else from the env files that were read with it.
    ///
    /// - Throws: `ControlError.invalidDocument` with everything that is wrong.
    static func project(of handover: Handover) throws(ControlError) -> Project {
        var project: Project
        do throws(LoadFailure) {
            project = try load(handover, readsEnvironmentFiles: false)
        } catch {
            throw .invalidDocument(error.diagnostics.map(\.description))
        }
        guard project.name == handover.name else {
            throw .invalid("the document is of project '\(project.name)', not of '\(handover.name)'")
        }
        ServiceEnvironment.resolveContents(&project)
        if project.lacksContents {
            // Env files that are gone by now leave the content unknown, which a plan that needs it says.
            let whole = try? load(handover, readsEnvironmentFiles: true)
            if let environment = whole?.environment {
                project.environment = environment
                ServiceEnvironment.resolveContents(&project)
            }
        }
        return project
    }

    private static func load(
        _ handover: Handover,
        readsEnvironmentFiles: Bool
    ) throws(LoadFailure) -> Project {
        let source = handover.source
        let document = Array(handover.document.utf8)
        var environment = source.environment
        // The caller's settings have had their effect on the document.
        for name in ["COMPOSE_FILE", "COMPOSE_PROFILES", "COMPOSE_ENV_FILES", "COMPOSE_PROJECT_NAME"] {
            environment[name] = nil
        }
        if !readsEnvironmentFiles { environment[Self.switchForEnvironmentFiles] = "true" }
        var request = LoadRequest(
            currentDirectory: source.directory,
            environment: environment,
            standardInput: { document }
        )
        request.files = ["-"]
        request.projectDirectory = source.directory
        if readsEnvironmentFiles { request.environmentFiles = source.environmentFiles }
        // What the document has was enabled when it was written.
        request.profiles = ["*"]
        request.interpolates = false
        request.resolvesPaths = false
        request.resolvesEnvironment = false
        request.checksConsistency = false
        request.advises = false

        var project = try ProjectLoader.load(request).project
        project.composeFiles = source.files
        project.environmentFiles = source.environmentFiles
        project.profiles = source.profiles
        if source.environment[Self.switchForEnvironmentFiles] == nil {
            project.environment[Self.switchForEnvironmentFiles] = nil
        }
        return project
    }

    private static let switchForEnvironmentFiles = "COMPOSE_DISABLE_ENV_FILE"
}

extension Project {
    /// Whether a secret or config should come from a variable that is not known.
    fileprivate var lacksContents: Bool {
        secrets.values.contains { $0.environment != nil && $0.content == nil }
            || configs.values.contains { $0.environment != nil && $0.content == nil }
    }
}
