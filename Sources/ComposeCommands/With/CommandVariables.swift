internal import ComposeModel
internal import DockerEngine
internal import Glibc
internal import OrderedCollections
internal import TerminalOutput

/// What the command of `with` finds in its environment, besides what is there anyway.
struct CommandVariables: Sendable, Equatable {
    private(set) var values: OrderedDictionary<String, String> = [:]

    /// - `containers`: of the project, running ones.
    /// - `environment`: the process's.
    init(_ project: Project, _ containers: [ContainerSummary], engine: EngineHost, environment: [String: String]) {
        addProject(project, environment)
        let finder = ReachFinder(project: project, containers: containers, engine: engine)
        for service in project.services.values {
            guard let reach = finder.reach(of: service) else { continue }
            let name = Self.name(of: service.name)
            add("\(name)_HOST", reach.host)
            for (port, reached) in reach.ports.sorted(by: { $0.key < $1.key }) {
                add("\(name)_PORT_\(port)", "\(reached)")
            }
        }
    }

    /// What makes the same program work on the same project.
    private mutating func addProject(_ project: Project, _ environment: [String: String]) {
        add("COMPOSE_PROJECT_NAME", project.name)
        let separator = environment["COMPOSE_PATH_SEPARATOR"].flatMap { $0.isEmpty ? nil : $0 } ?? ":"
        let files = project.composeFiles
        // Standard input cannot be read a second time, and a list cannot hold what looks like two of its items.
        if !files.isEmpty, files.allSatisfy({ $0.hasPrefix("/") && !$0.contains(separator) }) {
            add("COMPOSE_FILE", files.joined(separator: separator))
        }
        if !project.environmentFiles.isEmpty {
            add("COMPOSE_ENV_FILES", project.environmentFiles.joined(separator: ","))
        }
        if !project.profiles.isEmpty { add("COMPOSE_PROFILES", project.profiles.joined(separator: ",")) }
    }

    /// The first of two services whose names come to the same has it.
    private mutating func add(_ name: String, _ value: String) {
        // A service that is called 'docker' is not the engine.
        guard name != "DOCKER_HOST", values[name] == nil else { return }
        values[name] = value
    }

    /// `WEB_API` for `web-api`.
    private static func name(of service: String) -> String {
        let characters = service.uppercased().map { (character: Character) -> Character in
            character.isASCII && (character.isLetter || character.isNumber) ? character : "_"
        }
        return String(characters)
    }

    // MARK: - To the command

    /// An environment with these variables in it.
    func added(to environment: [String: String]) -> [String: String] {
        environment.merging(values.map { ($0.key, $0.value) }) { _, value in value }
    }

    /// A line for each: `WEB_HOST=127.0.0.1`.
    var text: String { values.map { "\($0.key)=\($0.value)\n" }.joined() }

    /// Makes a file hold the text and nothing else; one that is made or was there is for its owner alone.
    ///
    /// - Throws: `CommandFailure` when the file cannot be opened, or the kernel's refusal to write.
    func write(to path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw CommandFailure("cannot write '\(path)': \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var status = stat()
        // A terminal or pipe keeps the mode that it has.
        if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG { fchmod(descriptor, 0o600) }
        try FileOutput(descriptor: descriptor).write(text)
    }
}
