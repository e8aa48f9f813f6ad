import CurlHTTP
import Glibc
import Testing

/// How many threads of this process run a client's loop.
private func loopThreads() -> Set<String> {
    guard let directory = opendir("/proc/self/task") else { return [] }
    defer { closedir(directory) }
    var names: Set<String> = []
    while let entry = readdir(directory) {
        let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
            String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
        }
        guard let file = fopen("/proc/self/task/\(name)/comm", "r") else { continue }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 32)
        let length = fread(&bytes, 1, bytes.count, file)
        if bytes[..<length].starts(with: "sc-curl".utf8) { names.insert(name) }
    }
    return names
}

extension HTTPTests {
    @Suite struct ConnectionTests {
        @Test(.timeLimit(.minutes(1)))
        func `a socket that is not there says so`() async throws {
            let path = "/tmp/curl-http-nobody-listens.sock"
            let client = HTTPClient(endpoint: .unixSocket(path: path))
            let error = try await #require(throws: TransportError.self) {
                try await client.send(HTTPRequest("GET", "/"))
            }
            #expect(error.kind == .cannotConnect)
            #expect(error.description == "cannot connect to unix://\(path): no such file")

            let upgradeError = try await #require(throws: TransportError.self) {
                try await client.upgrade(HTTPRequest("POST", "/"))
            }
            #expect(upgradeError.kind == .cannotConnect)
            #expect(upgradeError.description == error.description)
        }

        @Test(.timeLimit(.minutes(1)))
        func `a socket that nobody listens on refuses`() async throws {
            let directory = try makeTemporaryDirectory()
            let path = directory + "/left.sock"
            Glibc.close(try listen(at: path))
            defer {
                unlink(path)
                rmdir(directory)
            }
            let client = HTTPClient(endpoint: .unixSocket(path: path))
            let error = try await #require(throws: TransportError.self) {
                try await client.send(HTTPRequest("GET", "/"))
            }
            #expect(error.kind == .cannotConnect)
            #expect(error.description == "cannot connect to unix://\(path): connection refused")
        }

        @Test(.timeLimit(.minutes(1)), .enabled(if: geteuid() != 0, "root may open every socket"))
        func `a socket that this user may not open is a matter of permission`() async throws {
            let server = try StubServer { connection in connection.answer("") }
            chmod(server.path, 0)
            let error = try await #require(throws: TransportError.self) {
                try await server.client.send(HTTPRequest("GET", "/"))
            }
            #expect(error.kind == .permissionDenied)
            #expect(error.description == "cannot connect to unix://\(server.path): permission denied")
        }

        @Test(.timeLimit(.minutes(1)))
        func `a port that nobody listens on refuses`() async throws {
            let client = HTTPClient(endpoint: .tcp(host: "127.0.0.1", port: 1, tls: nil))
            let error = try await #require(throws: TransportError.self) {
                try await client.send(HTTPRequest("GET", "/"))
            }
            #expect(error.kind == .cannotConnect)
            #expect(error.description.hasPrefix("cannot connect to tcp://127.0.0.1:1: "))
        }

        @Test(.timeLimit(.minutes(1)))
        func `a certificate file that is not there is a matter of TLS`() async throws {
            let (descriptor, port) = try listenOnLoopback()
            defer { Glibc.close(descriptor) }
            let files = TLSFiles(
                certificateAuthority: "/nowhere/ca.pem",
                certificate: nil,
                key: nil,
                verifiesPeer: true
            )
            let client = HTTPClient(endpoint: .tcp(host: "127.0.0.1", port: port, tls: files))
            let error = try await #require(throws: TransportError.self) {
                try await client.send(HTTPRequest("GET", "/"))
            }
            #expect(error.kind == .tls)
            #expect(error.description.contains("/nowhere/ca.pem"))
        }

        @Test(.timeLimit(.minutes(1)))
        func `a server that does not go on with the connection is given up in time`() async throws {
            let (descriptor, port) = try listenOnLoopback()
            defer { Glibc.close(descriptor) }
            let files = TLSFiles(certificateAuthority: nil, certificate: nil, key: nil, verifiesPeer: false)
            let client = HTTPClient(
                endpoint: .tcp(host: "127.0.0.1", port: port, tls: files),
                connectTimeout: .milliseconds(200)
            )
            let error = try await #require(throws: TransportError.self) {
                try await client.send(HTTPRequest("GET", "/"))
            }
            #expect(error.kind == .timedOut)
        }

        @Test(.timeLimit(.minutes(1)))
        func `a client that is let go leaves no thread`() async throws {
            let server = try StubServer { connection in
                while connection.readHead() != nil { connection.answer("ok") }
            }
            // Suites of other rooms have clients of their own in this process; their threads end too, in time.
            let before = loopThreads()
            var client: HTTPClient? = server.client
            _ = try await client?.send(HTTPRequest("GET", "/")).body.collect()
            let own = loopThreads().subtracting(before)
            #expect(!own.isEmpty)
            client = nil
            #expect(try await eventually { loopThreads().isDisjoint(with: own) })
        }

        @Test(.timeLimit(.minutes(1)))
        func `a response may be read after its client is gone`() async throws {
            let mayGoOn = Shared(false)
            let server = try StubServer { connection in
                _ = connection.readHead()
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nabc")
                mayGoOn.block { $0 }
                connection.write("def")
            }
            let response = try await server.client.send(HTTPRequest("GET", "/"))
            mayGoOn.set(true)
            #expect(try await response.body.collect() == Array("abcdef".utf8))
        }
    }
}
