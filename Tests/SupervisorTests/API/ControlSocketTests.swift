import ControlProtocol
import CurlHTTP
import Glibc
import Testing

@testable import Supervisor

@Suite struct ControlSocketTests {
    @Test func `the socket answers its own user, and its mode lets the group in`() async throws {
        try await TemporaryState.with { state in
            let path = "\(state.path)/daemon.sock"
            try await RunningServer.with(ControlCaller(), at: path) { client in
                #expect(state.mode(of: "daemon.sock") == 0o660)
                let status = try await client.get("/v1/status")
                #expect(status.status == 200)
                #expect(status.text.contains("\"version\":\"1.2.3\""))
                let metrics = try await client.get("/metrics")
                #expect(metrics.text.contains("swiftcompose_projects 1\n"))
            }
        }
    }

    @Test func `a connection serves one request after the other, also after a refused body`() async throws {
        try await TemporaryState.with { state in
            try await RunningServer.with(ControlCaller(), at: "\(state.path)/daemon.sock") { client in
                for _ in 1...3 {
                    let refused = try await client.send(put(Array("{".utf8)))
                    #expect(refused.status == 400)
                    _ = try await refused.body.collect()
                    #expect(try await client.get("/v1/projects").status == 200)
                }
            }
        }
    }

    @Test func `a body larger than the limit is refused and does no harm`() async throws {
        try await TemporaryState.with { state in
            try await RunningServer.with(ControlCaller(), at: "\(state.path)/daemon.sock") { client in
                let large = [UInt8](repeating: 32, count: ControlCall.bodyLimit + 1)
                let response = try await client.send(put(large))
                #expect(response.status == 413)
                _ = try await response.body.collect()
                #expect(try await client.get("/v1/status").status == 200)
            }
        }
    }

    @Test func `a stream ends when the daemon is told to end`() async throws {
        try await TemporaryState.with { state in
            let (heard, tell) = AsyncStream.makeStream(of: Int.self)
            try await RunningServer.with(ControlCaller(), at: "\(state.path)/daemon.sock") { client in
                let response = try await client.send(HTTPRequest("GET", "/v1/events"))
                #expect(response.status == 200)
                Task {
                    // Whichever way it ends, it ends.
                    _ = try? await response.body.collect()
                    tell.finish()
                }
            }
            // Returns only when the stream has ended, which the end of the server waits for.
            for await _ in heard {}
        }
    }

    @Test func `a file that an earlier daemon has left is replaced, one that is in use is not`() async throws {
        try await TemporaryState.with { state in
            let path = "\(state.path)/daemon.sock"
            try leaveSocket(at: path)
            try await RunningServer.with(ControlCaller(), at: path) { client in
                let status = try await client.get("/v1/status").status
                #expect(status == 200)
                let problem = #expect(throws: DaemonProblem.self) { try ControlSocket.prepare(path) }
                #expect(problem?.message == "another daemon listens at '\(path)'")
            }
        }
    }

    @Test func `something else in the socket's place is left alone`() async throws {
        try await TemporaryState.with { state in
            try state.write("precious", to: "daemon.sock")
            #expect(throws: DaemonProblem.self) { try ControlSocket.prepare("\(state.path)/daemon.sock") }
            #expect(state.text(of: "daemon.sock") == "precious")
        }
    }

    @Test func `a path that cannot be a socket's is refused in words`() {
        for path in ["", "/", "relative.sock", "/tmp/" + String(repeating: "x", count: 120)] {
            #expect(throws: DaemonProblem.self) { try ControlSocket.prepare(path) }
        }
    }

    @Test func `the socket's directory is made for its owner and the group`() async throws {
        try await TemporaryState.with { state in
            try ControlSocket.prepare("\(state.path)/run/daemon.sock")
            #expect(state.mode(of: "run") == 0o750)
            rmdir("\(state.path)/run")
        }
    }

    private func put(_ body: [UInt8]) -> HTTPRequest {
        HTTPRequest(
            "PUT",
            "/v1/projects/shop",
            headers: ["Content-Type": "application/json"],
            body: .bytes(body)
        )
    }

    /// Binds a socket and lets go of it, as a daemon that was killed does.
    private func leaveSocket(at path: String) throws {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let code = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, length) }
        }
        try #require(code == 0)
    }
}
