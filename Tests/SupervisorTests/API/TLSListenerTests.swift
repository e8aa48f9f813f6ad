import CurlHTTP
import Glibc
import Testing

@testable import Supervisor

@Suite struct TLSListenerTests {
    @Test func `only callers whose certificate is signed get in`() async throws {
        try await TemporaryState.with { state in
            try state.write(TestCertificates.authority, to: "ca.pem")
            try state.write(TestCertificates.serverCertificate, to: "server.pem")
            try state.write(TestCertificates.serverKey, to: "server.key")
            try state.write(TestCertificates.clientCertificate, to: "client.pem")
            try state.write(TestCertificates.clientKey, to: "client.key")
            let port = try freePort()
            let listener = try TLSListener(
                "tcp://localhost:\(port)",
                certificate: "\(state.path)/server.pem",
                key: "\(state.path)/server.key",
                authorities: "\(state.path)/ca.pem"
            )
            let caller = ControlCaller()
            let server = try ControlServer(interface: caller.interface, logger: RunningServer.quiet).remote(listener)
            try await RunningServer.with(caller, at: "\(state.path)/daemon.sock", beside: [server]) { _ in
                let known = client(port, state, certificate: "client.pem", key: "client.key")
                let status = try await answer(of: known).status
                #expect(status == 200)
                let unknown = client(port, state, certificate: nil, key: nil)
                await #expect(throws: TransportError.self) { try await answer(of: unknown) }
                let plain = HTTPClient(endpoint: .tcp(host: "localhost", port: port, tls: nil))
                await #expect(throws: TransportError.self) { try await answer(of: plain) }
            }
        }
    }

    @Test func `a listener without a port, a host or readable files is refused in words`() throws {
        for address in ["tcp://localhost", "unix:///x", "tcp://:1", "tcp://localhost:0", "localhost:1"] {
            #expect(throws: DaemonProblem.self) {
                try TLSListener(address, certificate: "a", key: "b", authorities: "c")
            }
        }
        let listener = try TLSListener("tcp://[::1]:7423", certificate: "/missing", key: "b", authorities: "c")
        #expect(listener.host == "::1")
        #expect(listener.port == 7423)
        let problem = #expect(throws: DaemonProblem.self) { try listener.configuration() }
        #expect(problem?.message.contains("'/missing'") == true)
    }

    private func client(_ port: Int, _ state: TemporaryState, certificate: String?, key: String?) -> HTTPClient {
        let files = TLSFiles(
            certificateAuthority: "\(state.path)/ca.pem",
            certificate: certificate.map { "\(state.path)/\($0)" },
            key: key.map { "\(state.path)/\($0)" },
            verifiesPeer: true
        )
        return HTTPClient(endpoint: .tcp(host: "localhost", port: port, tls: files))
    }

    /// The server beside the socket's may begin a moment later.
    private func answer(of client: HTTPClient) async throws -> (status: Int, text: String) {
        for _ in 1...50 {
            do {
                return try await client.get("/v1/status")
            } catch let error as TransportError where error.kind == .cannotConnect {
                try await Task.sleep(for: .milliseconds(20))
            }
        }
        return try await client.get("/v1/status")
    }

    /// A port that nobody has at this moment.
    private func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                bind(descriptor, generic, length) == 0 ? getsockname(descriptor, generic, &length) : -1
            }
        }
        try #require(code == 0)
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
