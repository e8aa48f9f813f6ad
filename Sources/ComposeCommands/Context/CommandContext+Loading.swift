internal import ComposeLoader
internal import ComposeModel
internal import Diagnostics
internal import FoundationEssentials
internal import Glibc
internal import TerminalOutput

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
        return request
    }

    /// Loads the project, and prints the warnings that come up.
    ///
    /// - Throws: `LoadFailure`; `CommandFailure` when the project's `.env` sets a variable to a value that is none.
    func load(_ request: LoadRequest) throws -> LoadedProject {
        let loaded = try ProjectLoader.load(request)
        let settings = try outputSettings(for: loaded.project.environment)
        warn(loaded.warnings, sources: loaded.sources, settings)
        return loaded
    }

    /// Loads the project and leaves of it what is chosen, whose variables are then read from their files.
    func load(
        _ request: LoadRequest,
        choosing choice: ServiceChoice,
        resolvingEnvironment: Bool = true
    ) throws -> LoadedProject {
        var request = request
        request.targets = choice.services
        request.resolvesEnvironment = false
        var loaded = try load(request)
        var narrowing = ProjectNarrowing(loaded.project, sources: loaded.sources)
        try narrowing.narrow(to: choice, keepsAllResources: choice.keepsAllResources || globals.allResources)
        if resolvingEnvironment { try narrowing.resolveEnvironment() }
        loaded.project = narrowing.project
        return loaded
    }

    /// Prints diagnostics that stop nothing; objects where progress is JSON.
    func warn(_ warnings: [Diagnostic], sources: [String: String], _ settings: OutputSettings) {
        guard !warnings.isEmpty else { return }
        guard settings.progress == .json else {
            let renderer = DiagnosticRenderer(sources: sources, isColoured: settings.coloursErrors)
            errors.show(renderer.render(warnings) + "\n")
            return
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        for warning in warnings {
            do {
                errors.show(String(decoding: try encoder.encode(warning), as: UTF8.self) + "\n")
            } catch {
                preconditionFailure("a diagnostic holds nothing that JSON cannot say")
            }
        }
    }
}

/// Standard input as a compose file, for `-f -`.
enum ComposeFileInput {
    /// All bytes up to the end; what came before an error when there is one.
    static func read() -> [UInt8] {
        var bytes: [UInt8] = []
        let size = 1 << 16
        var chunk = [UInt8](repeating: 0, count: size)
        while true {
            let count = Glibc.read(STDIN_FILENO, &chunk, size)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return bytes }
            bytes.append(contentsOf: chunk[..<count])
        }
    }
}
