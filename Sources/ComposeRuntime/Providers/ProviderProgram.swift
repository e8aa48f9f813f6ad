internal import ComposeModel
internal import ComposePlan
internal import Glibc

/// A program beside the engine that provides services: a plugin of the docker command line, or any program in `PATH`.
struct ProviderProgram: Sendable {
    /// Absolute.
    let path: String
    let environment: [String: String]

    /// nil when there is none of the type.
    static func find(_ type: String, _ environment: [String: String]) -> ProviderProgram? {
        candidates(for: type, environment).first(where: isProgram)
            .map { ProviderProgram(path: $0, environment: environment) }
    }

    /// What it says of itself.
    ///
    /// - Throws: when it cannot be started, or the task is cancelled.
    func metadata() async throws -> ProviderMetadata {
        let heard = HeardLines()
        let program = LineProgram(words: [path, "compose", "metadata"], environment: environment)
        let ending = try await program.run { line in
            heard.add(line)
            return .nothing
        }
        return ending.status == 0 ? ProviderMetadata(output: heard.lines) : ProviderMetadata()
    }

    /// Asks it for something, and returns once it has ended.
    func run(
        _ verb: ProviderVerb,
        _ service: String,
        project: String,
        arguments: [String],
        _ dialogue: ProviderDialogue
    ) async throws -> LineProgram.Ending {
        let words = [path, "compose", "--project-name=\(project)", verb.rawValue] + arguments + [service]
        return try await LineProgram(words: words, environment: environment).run { dialogue.hear($0) }
    }

    /// Where it may be, the likeliest first.
    private static func candidates(for type: String, _ environment: [String: String]) -> [String] {
        guard !type.contains("/") else { return [type] }
        let settings = environment["DOCKER_CONFIG"] ?? environment["HOME"].map { "\($0)/.docker" }
        var folders = settings.map { ["\($0)/cli-plugins"] } ?? []
        for root in ["/usr/local/lib", "/usr/local/libexec", "/usr/lib", "/usr/libexec"] {
            folders.append("\(root)/docker/cli-plugins")
        }
        let path = (environment["PATH"] ?? "").split(separator: ":").map { String($0) }
        return folders.map { "\($0)/docker-\(type)" } + path.map { "\($0)/\(type)" }
    }

    private static func isProgram(_ path: String) -> Bool {
        var information = stat()
        guard stat(path, &information) == 0, information.st_mode & S_IFMT == S_IFREG else { return false }
        return access(path, X_OK) == 0
    }
}
