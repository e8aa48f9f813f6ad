internal import ComposeLoader
internal import ComposeModel

/// How a command comes to the daemon, and to the project that it asks the daemon about.
extension CommandContext {
    var daemonPlaces: DaemonPlaces { DaemonPlaces(environment) }

    /// A client of the daemon that is there for this user; sends nothing yet.
    ///
    /// - Throws: `CommandFailure` when there is no socket.
    func daemon() throws(CommandFailure) -> DaemonClient {
        let places = daemonPlaces
        guard let socket = places.listening else { throw places.absence }
        return DaemonClient(socket: socket)
    }

    /// The name of the project that is meant: the one that is given, or else that of the files here.
    ///
    /// - Throws: `LoadFailure` when none is named and the files cannot be read.
    func projectName(_ given: String?) throws -> String {
        if let given { return given.lowercased() }
        if let name = globals.projectName, globals.files.isEmpty { return name.lowercased() }
        var request = loadRequest
        request.resolvesEnvironment = false
        request.checksConsistency = false
        request.advises = false
        do throws(LoadFailure) {
            return try ProjectLoader.load(request).project.name
        } catch {
            guard let name = environment["COMPOSE_PROJECT_NAME"], !name.isEmpty else { throw error }
            return name.lowercased()
        }
    }
}

extension CommandFailure {
    /// The project is not one of the daemon's.
    static func notInCare(_ name: String) -> CommandFailure {
        CommandFailure(
            "project '\(name)' is not in the daemon's care",
            hint: "hand it over with 'swiftcompose supervise', or 'swiftcompose up -d --supervise'"
        )
    }
}
