import Diagnostics

/// Which files make up the project and what they are read with, before any of them is opened.
struct ProjectSetup {
    /// Absolute paths; `-` for standard input.
    var files: [String]
    /// Absolute; what relative paths start from.
    var directory: String
    var environment: [String: String]
    /// Absolute; only those that were named.
    var environmentFiles: [String]
    /// The active profiles.
    var profiles: [String]
    /// Who gave the variables, without those of the process; empty unless that is recorded.
    var variableSources: [String: VariableOrigin.Source] = [:]

    /// Decides from the request, the environment and what lies on disk.
    ///
    /// The env files are read twice: those beside the current directory may name the compose files, and those beside the
    /// compose files then add what is still missing.
    ///
    /// - Returns: nil when no compose file is found, which is then reported.
    static func assemble(in session: LoadSession) -> ProjectSetup? {
        let request = session.request
        let current = request.currentDirectory
        var base = request.environment
        if base["PWD"] == nil { base["PWD"] = current }
        var environment = EnvironmentFiles(session: session, environment: base)

        var files = request.files.map { absolute($0, in: current) }
        let named = namedEnvironmentFiles(request)
        let readsDefault = named.isEmpty && !disablesDefault(session)
        func readEnvironment() {
            environment.read(readsDefault ? defaultFile(in: directory(of: files, request)) : named)
        }

        readEnvironment()
        if files.isEmpty { files = listed(in: environment.environment, session) }
        if files.isEmpty {
            let start = directory(of: [], request)
            files = session.collect { ComposeFileDiscovery.files(from: start, into: &$0) }
            guard !files.isEmpty else {
                session.add([ComposeFileDiscovery.nothingFound(from: start)])
                return nil
            }
        }
        readEnvironment()
        // Only now: a remote file brings no '.env' of its own, but its directory is where relative paths start from.
        files = files.map { fetched($0, in: session) }

        return ProjectSetup(
            files: files,
            directory: directory(of: files, request),
            environment: environment.environment,
            environmentFiles: named,
            profiles: profiles(request, environment.environment),
            variableSources: environment.sources
        )
    }

    private static func absolute(_ file: String, in directory: String) -> String {
        file == "-" || RemoteResource.isRemote(file) ? file : PathSyntax.absolute(file, in: directory)
    }

    /// The local copy of a remote file; whatever cannot be fetched is left as it is, and reported when it is read.
    private static func fetched(_ file: String, in session: LoadSession) -> String {
        guard RemoteResource.isRemote(file), case .success(let path) = session.remoteCopy(of: file) else { return file }
        return path
    }

    /// The project directory, or that of the first file that has one, or the current one.
    private static func directory(of files: [String], _ request: LoadRequest) -> String {
        if let given = request.projectDirectory, !given.isEmpty {
            return PathSyntax.absolute(given, in: request.currentDirectory)
        }
        guard let first = files.first(where: { $0 != "-" }), !RemoteResource.isRemote(first) else {
            return request.currentDirectory
        }
        return PathSyntax.directory(of: first)
    }

    /// The files that `COMPOSE_FILE` lists, relative to the current directory.
    private static func listed(in environment: [String: String], _ session: LoadSession) -> [String] {
        guard let list = environment["COMPOSE_FILE"], !list.isEmpty else { return [] }
        let separator = environment["COMPOSE_PATH_SEPARATOR"].flatMap { $0.isEmpty ? nil : $0 } ?? ":"
        let files = list.split(separator: separator).map { absolute(String($0), in: session.request.currentDirectory) }
        for file in files where file != "-" && !RemoteResource.isRemote(file) && !LocalFile.exists(file) {
            session.error("open \(file): no such file", hint: "correct COMPOSE_FILE, or name files with -f")
        }
        return files
    }

    private static func profiles(_ request: LoadRequest, _ environment: [String: String]) -> [String] {
        let profiles = request.profiles.isEmpty ? commaSeparated(environment["COMPOSE_PROFILES"]) : request.profiles
        return profiles.filter { !$0.isEmpty }
    }
}

/// Which env files there are.
extension ProjectSetup {
    /// Those named with `--env-file`, or else in `COMPOSE_ENV_FILES`, which counts in the process environment only.
    private static func namedEnvironmentFiles(_ request: LoadRequest) -> [String] {
        var files = request.environmentFiles
        if files.isEmpty { files = commaSeparated(request.environment["COMPOSE_ENV_FILES"]) }
        let home = request.environment["HOME"]
        return files.map {
            PathSyntax.absolute(PathSyntax.expandingHome($0, home: home), in: request.currentDirectory)
        }
    }

    private static func defaultFile(in directory: String) -> [String] {
        let file = PathSyntax.join(directory, ".env")
        return LocalFile.exists(file) ? [file] : []
    }

    /// Whether `COMPOSE_DISABLE_ENV_FILE` is true, in the process environment.
    private static func disablesDefault(_ session: LoadSession) -> Bool {
        guard let value = session.request.environment["COMPOSE_DISABLE_ENV_FILE"] else { return false }
        switch value {
        case "1", "t", "T", "true", "True", "TRUE": return true
        case "0", "f", "F", "false", "False", "FALSE": return false
        default:
            session.error("COMPOSE_DISABLE_ENV_FILE is no boolean: '\(value)'", hint: "set it to true or false")
            return false
        }
    }

    private static func commaSeparated(_ list: String?) -> [String] {
        (list ?? "").split(separator: ",").map { item in
            var item = item
            while item.first?.isWhitespace == true { item.removeFirst() }
            while item.last?.isWhitespace == true { item.removeLast() }
            return String(item)
        }
    }
}
