internal import ArgumentParser
internal import ControlProtocol
internal import Logging

/// What the daemon's command line says.
struct DaemonOptions: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "swiftcomposed",
        abstract: "Keeps applications of containers in their declared state.",
        discussion: """
            It works until it gets a SIGTERM or SIGINT, writes its log to standard error, and is spoken to with \
            'swiftcompose supervise', 'status' and the like. Without --host it uses the engine that DOCKER_HOST names.
            """,
        version: ProgramVersion.text
    )

    @Option(help: ArgumentHelp("Where to keep what must not be lost.", valueName: "directory"))
    var state: String?

    @Option(help: ArgumentHelp("Where to listen for commands of this machine.", valueName: "path"))
    var socket: String?

    @Option(name: [.customShort("H"), .long], help: ArgumentHelp("The engine to work on.", valueName: "address"))
    var host: String?

    @Option(help: ArgumentHelp("How much to log: trace, debug, info, notice, warning or error.", valueName: "level"))
    var logLevel: String = "info"

    @Flag(help: "Stay in the foreground, as it always does; for init scripts that say so.")
    var foreground = false

    @Option(
        help: ArgumentHelp(
            "Where to listen on the network; only with the three options of TLS.",
            valueName: "tcp://host:port"
        )
    )
    var listen: String?

    @Option(name: .customLong("tls-cert"), help: ArgumentHelp("The daemon's certificate, in PEM.", valueName: "file"))
    var tlsCertificate: String?

    @Option(name: .customLong("tls-key"), help: ArgumentHelp("The key of that certificate.", valueName: "file"))
    var tlsKey: String?

    @Option(
        name: .customLong("tls-ca"),
        help: ArgumentHelp("The authorities that sign the certificates of callers.", valueName: "file")
    )
    var tlsAuthorities: String?

    func validate() throws {
        guard Logger.Level(rawValue: logLevel) != nil else {
            throw ValidationError("there is no log level '\(logLevel)'")
        }
        let files = [tlsCertificate, tlsKey, tlsAuthorities].compactMap { $0 }
        guard listen == nil || files.count == 3 else {
            throw ValidationError("--listen needs --tls-cert, --tls-key and --tls-ca")
        }
        guard listen != nil || files.isEmpty else {
            throw ValidationError("--tls-cert, --tls-key and --tls-ca are for --listen")
        }
    }
}

/// What the daemon works with, from its command line and its environment.
struct DaemonSettings: Sendable, Equatable {
    var stateDirectory: String
    var socket: String
    var logLevel: Logger.Level
    /// The variables that name the engine, with the command line's in front.
    var environment: [String: String]
    var listener: TLSListener?

    init(_ options: DaemonOptions, environment: [String: String], isRoot: Bool) throws(DaemonProblem) {
        var environment = environment
        if let host = options.host { environment["DOCKER_HOST"] = host }
        // Whoever names a state directory means the socket in it, too.
        if let state = options.state { environment["SWIFTCOMPOSE_STATE"] = state }
        self.environment = environment
        stateDirectory = ControlPaths.stateDirectory(environment, isRoot: isRoot)
        socket = options.socket ?? ControlPaths.socket(environment, isRoot: isRoot)
        logLevel = Logger.Level(rawValue: options.logLevel) ?? .info
        guard let listen = options.listen, let certificate = options.tlsCertificate, let key = options.tlsKey,
            let authorities = options.tlsAuthorities
        else { return }
        listener = try TLSListener(listen, certificate: certificate, key: key, authorities: authorities)
    }

    /// The socket may lie in the state directory, into which its group then has to get.
    var stateMode: UInt32 {
        socket.hasPrefix("\(stateDirectory)/") ? 0o750 : 0o700
    }
}
