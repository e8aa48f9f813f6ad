internal import Glibc
internal import Hummingbird
internal import HummingbirdCore
internal import HummingbirdTLS
internal import Logging
internal import NIOCore
internal import NIOSSL
internal import ServiceLifecycle

/// Makes the servers of the control interface.
struct ControlServer: Sendable {
    let interface: ControlInterface
    let logger: Logger

    /// Connections at a time; more of them wait until one ends.
    private static let connections = 512
    /// How long a connection may be idle between requests, or a request may stall.
    private static let patience: TimeAmount = .seconds(60)

    /// Listens at a socket that ``ControlSocket/prepare(_:)`` has made room for.
    ///
    /// - `ready`: told once it listens; what it throws is logged.
    func local(_ path: String, ready: @escaping @Sendable () async -> Void) -> any Service {
        let logger = logger
        return Application(
            responder: responder(.local(user: geteuid(), group: getegid())),
            server: .http1(configuration: Self.channel),
            configuration: configuration(.unixDomainSocket(path: path)),
            onServerRunning: { _ in
                do {
                    try ControlSocket.share(path)
                } catch {
                    logger.warning("\(error)")
                }
                await ready()
            },
            logger: logger
        )
    }

    /// Listens on the network for those whose certificate is signed by an authority.
    ///
    /// - Throws: ``DaemonProblem`` when a file of certificates cannot be used.
    func remote(_ listener: TLSListener) throws(DaemonProblem) -> any Service {
        let configuration = try listener.configuration()
        let server: HTTPServerBuilder
        do {
            server = try HTTPServerBuilder.tls(.http1(configuration: Self.channel), tlsConfiguration: configuration)
        } catch {
            throw DaemonProblem("cannot listen at '\(listener.address)': \(error)")
        }
        return Application(
            responder: responder(.everybody),
            server: server,
            configuration: self.configuration(.hostname(listener.host, port: listener.port)),
            logger: logger
        )
    }

    private static var channel: HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(idleTimeout: patience)
    }

    private func responder(_ access: PeerAccess) -> ControlResponder {
        ControlResponder(interface.endpoints, access: access)
    }

    private func configuration(_ address: BindAddress) -> ApplicationConfiguration {
        ApplicationConfiguration(
            address: address,
            availableConnectionsDelegate: MaximumAvailableConnections(Self.connections, logger: logger)
        )
    }
}
