internal import ComposeLoader
internal import ComposeModel
internal import ControlProtocol
internal import Diagnostics

/// Loads a project again from the files that it came from.
enum SourceReload {
    struct Loaded: Sendable {
        var project: Project
        var warnings: [Diagnostic]
        /// The files to watch from now on.
        var inventory: SourceInventory
    }

    /// Why a project could not be loaded again.
    struct Failure: Error, Sendable {
        /// In reading order; at least one is an error.
        var diagnostics: [Diagnostic]

        /// A line for each, with its place, for an incident.
        var lines: [String] { diagnostics.map(\.description) }
    }

    /// Reads, merges and checks the files, with the caller's variables as they were at the handing over.
    ///
    /// Services that were left out by name then are there now; profiles are as they were.
    ///
    /// - Parameters:
    ///   - source: how the project was loaded.
    ///   - name: of the project, whatever the files say.
    ///   - remote: fetches files that are elsewhere; nil refuses them.
    /// - Returns: the project, or all that is wrong with the files.
    @concurrent
    static func load(
        _ source: ProjectSource,
        name: String,
        remote: (any RemoteFiles)? = nil
    ) async -> Result<Loaded, Failure> {
        guard !source.files.isEmpty else {
            let missing = Diagnostic(
                .error,
                "project '\(name)' did not come from files",
                hint: "hand it over from its files: 'swiftcompose -f FILE supervise'"
            )
            return .failure(Failure(diagnostics: [missing]))
        }
        do throws(LoadFailure) {
            let loaded = try ProjectLoader.load(request(source, name, remote))
            let read = Set(loaded.sources.keys.map { absolute($0, in: source.directory) })
            let inventory = SourceInventory(loaded.project, source, further: read)
            return .success(Loaded(project: loaded.project, warnings: loaded.warnings, inventory: inventory))
        } catch {
            return .failure(Failure(diagnostics: error.diagnostics.inReadingOrder()))
        }
    }

    private static func request(
        _ source: ProjectSource,
        _ name: String,
        _ remote: (any RemoteFiles)?
    ) -> LoadRequest {
        var request = LoadRequest(currentDirectory: source.directory, environment: source.environment)
        request.files = source.files
        request.projectName = name
        request.projectDirectory = source.directory
        request.environmentFiles = source.environmentFiles
        request.profiles = source.profiles
        request.remote = remote
        // What was said at the handing over need not be said at every change.
        request.advises = false
        return request
    }

    /// Files are named from the project's directory where that is shorter.
    private static func absolute(_ name: String, in directory: String) -> String {
        name.hasPrefix("/") || name.hasPrefix("<") ? name : "\(directory)/\(name)"
    }
}
