import CurlHTTP
import Logging
import ServiceLifecycle
import Testing

@testable import Supervisor

/// Runs a server of the control interface for the length of a test.
enum RunningServer {
    static var quiet: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }

    /// Runs the body with a client once a socket is listened at, and ends the server as a signal would.
    ///
    /// `others` run beside it.
    static func with(
        _ caller: ControlCaller,
        at path: String,
        beside others: [any Service] = [],
        _ body: @Sendable (HTTPClient) async throws -> Void
    ) async throws {
        try ControlSocket.prepare(path)
        let (ready, tell) = AsyncStream.makeStream(of: Void.self)
        let server = ControlServer(interface: caller.interface, logger: quiet).local(path) {
            tell.yield()
            tell.finish()
        }
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(services: [server] + others, logger: quiet)
        )
        let running = Task {
            // A server that could not begin is not waited for.
            defer { tell.finish() }
            try await group.run()
        }
        for await _ in ready {}
        do {
            try await body(HTTPClient(endpoint: .unixSocket(path: path)))
        } catch {
            await group.triggerGracefulShutdown()
            throw error
        }
        await group.triggerGracefulShutdown()
        try await running.value
    }
}

extension HTTPClient {
    /// Status and body of the answer to a request without a body.
    func get(_ target: String) async throws -> (status: Int, text: String) {
        let response = try await send(HTTPRequest("GET", target))
        let bytes = try await response.body.collect()
        return (response.status, String(decoding: bytes, as: UTF8.self))
    }
}
