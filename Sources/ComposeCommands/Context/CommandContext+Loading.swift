internal import ComposeLoader
internal import ComposeModel
internal import Diagnostics
internal import Glibc
internal import TerminalOutput
internal import YAML

/// Reading the project's files.
extension CommandContext {
    /// What the global options ask to be loaded.
    var loadRequest: LoadRequest {
        var request = LoadRequest(
            currentDirectory: currentDirectory,
            environment: environment,
            standardInput: { ComposeFileInput.read() }
        )
        request.files = globals.files
        request.projectName = globals.projectName
        request.projectDirectory = globals.projectDirectory ?? globals.workdir
        request.environmentFiles = globals.environmentFiles
        request.profiles = globals.profiles
        request.remote = remoteFiles
        return request
    }

    /// Loads the project, and prints the warnings that come up.
    ///
    /// - Throws: `LoadFailure`; `CommandFailure` when the project's `.env` sets a variable to a value that is none;
    ///   `DiagnosedFailure` when there are warnings and they count as errors.
    func load(_ request: LoadRequest, recordsProvenance: Bool = false) throws -> LoadedProject {
        let loaded = try ProjectLoader.load(request, recordsProvenance: recordsProvenance)
        let settings = try outputSettings(for: loaded.project.environment)
        try warn(loaded.warnings, sources: loaded.sources, settings)
        return loaded
    }

    /// Loads the project and leaves of it what is chosen, whose variables are then read from their files.
    func load(
        _ request: LoadRequest,
        choosing choice: ServiceChoice,
        resolvingEnvironment: Bool = true,
        recordsProvenance: Bool = false
    ) throws -> LoadedProject {
        var request = request
        request.targets = choice.services
        request.resolvesEnvironment = false
        var loaded = try load(request, recordsProvenance: recordsProvenance)
        var narrowing = ProjectNarrowing(loaded.project, sources: loaded.sources)
        try narrowing.narrow(to: choice, keepsAllResources: choice.keepsAllResources || globals.allResources)
        if resolvingEnvironment {
            let recorder = recordsProvenance ? SettingsRecorder(currentDirectory: currentDirectory) : nil
            let warnings = try narrowing.resolveEnvironment(recording: recorder)
            if let recorder { loaded.provenance?.add(recorder) }
            try warn(warnings, sources: loaded.sources, outputSettings(for: loaded.project.environment))
        }
        loaded.project = narrowing.project
        return loaded
    }

    /// Prints diagnostics that stop nothing; objects where a program reads them.
    ///
    /// - Throws: `DiagnosedFailure` with all of them where warnings count as errors.
    func warn(
        _ warnings: [Diagnostic],
        sources: [String: String],
        _ settings: OutputSettings
    ) throws(DiagnosedFailure) {
        guard !warnings.isEmpty else { return }
        guard !globals.strict else { throw DiagnosedFailure(diagnostics: warnings.asErrors(), sources: sources) }
        if globals.diagnosticsFormat == .json || settings.progress == .json {
            errors.show(DiagnosticLines.text(of: warnings) + "\n")
        } else {
            let renderer = DiagnosticRenderer(sources: sources, isColoured: settings.coloursErrors)
            errors.show(renderer.render(warnings) + "\n")
        }
    }
}

/// Standard input as a compose file, for `-f -`.
enum ComposeFileInput {
    /// All bytes up to the end, or enough to be refused for their number; what came before an error when there is one.
    static func read() -> [UInt8] {
        var bytes: [UInt8] = []
        let size = 1 << 16
        var chunk = [UInt8](repeating: 0, count: size)
        while true {
            let count = Glibc.read(STDIN_FILENO, &chunk, size)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return bytes }
            bytes.append(contentsOf: chunk[..<count])
            if bytes.count > YAMLLimits().bytes { return bytes }
        }
    }
}
