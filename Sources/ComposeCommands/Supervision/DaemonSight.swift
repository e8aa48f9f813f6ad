internal import ComposeModel
internal import ControlProtocol
internal import CurlHTTP
internal import DockerEngine
internal import Glibc

/// What a command finds where the daemon listens.
enum DaemonSight: Sendable {
    /// There is no daemon for the engine that the command works with; what to say to who needs one.
    case absent(CommandFailure)
    /// There is a socket, and nobody who answers; what to say.
    case unusable(CommandFailure)
    /// `status` is nil while the project is not in its care.
    case present(DaemonClient, status: ProjectStatus?)
}

extension OpenProject {
    /// How long a daemon may take to answer before the command goes its own way.
    static let daemonPatience = Duration.seconds(1)

    /// Looks for the daemon and asks it about the project; without a socket that is one look at the file system.
    func daemonSight() async -> DaemonSight {
        let places = context.daemonPlaces
        guard let socket = places.listening else { return .absent(places.absence) }
        let client = DaemonClient(socket: socket)
        do {
            let answer = try await TimeLimit.within(Self.daemonPatience) { try await client.status() }
            guard let status = answer else {
                return .unusable(CommandFailure("the daemon at '\(socket)' does not answer"))
            }
            guard !engine.host.isOther(than: status.engine) else {
                return .absent(
                    CommandFailure(
                        "the daemon at '\(socket)' works with another engine, '\(status.engine)'",
                        hint: "start one for '\(engine.host.name)' with SWIFTCOMPOSE_STATE set to another directory"
                    )
                )
            }
            return .present(client, status: status.projects.first { $0.name == project.name })
        } catch let failure as CommandFailure {
            return .unusable(failure)
        } catch {
            return .unusable(CommandFailure("cannot talk to the daemon at '\(socket)': \(error)"))
        }
    }
}

extension EngineHost {
    /// Whether a name of an engine certainly leads elsewhere; one that cannot be read may lead here.
    func isOther(than name: String) -> Bool {
        // The daemon may describe its engine in other words than an address.
        guard let named = try? EngineHost(name, tls: tls) else { return false }
        switch (endpoint, named.endpoint) {
        case (.unixSocket(let path), .unixSocket(let other)): return Self.resolved(path) != Self.resolved(other)
        case (.tcp(let host, let port, _), .tcp(let otherHost, let otherPort, _)):
            return host != otherHost || port != otherPort
        case (.unixSocket, .tcp), (.tcp, .unixSocket): return true
        }
    }

    private var tls: TLSFiles? {
        switch endpoint {
        case .unixSocket: nil
        case .tcp(_, _, let files): files
        }
    }

    /// The path without symbolic links, such as that from `/var/run` to `/run`; as it is where nothing is there.
    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }
}
