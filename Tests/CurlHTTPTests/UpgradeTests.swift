import CurlHTTP
import Testing

private let switching =
    "HTTP/1.1 101 UPGRADED\r\nContent-Type: application/vnd.docker.raw-stream\r\n"
    + "Connection: Upgrade\r\nUpgrade: tcp\r\n\r\n"

private func receiveAll(_ connection: RawConnection) async throws -> String {
    var bytes: [UInt8] = []
    while let more = try await connection.receive() { bytes += more }
    return String(decoding: bytes, as: UTF8.self)
}

extension HTTPTests {
    @Suite struct UpgradeTests {
        @Test(.timeLimit(.minutes(1)))
        func `bytes go both ways, and each side ends on its own`() async throws {
            let head = Shared("")
            let body = Shared<[UInt8]>([])
            let server = try StubServer { connection in
                guard let text = connection.readHead() else { return }
                head.set(text)
                body.set(connection.readBody(of: text))
                connection.write(switching)
                while true {
                    let bytes = connection.readSome()
                    if bytes.isEmpty { break }
                    connection.write(bytes)
                }
                connection.write("bye")
            }
            let request = HTTPRequest(
                "POST",
                "/exec/1/start",
                headers: ["Content-Type": "application/json"],
                body: .bytes(Array("{}".utf8))
            )
            let connection = try await server.client.upgrade(request)
            #expect(connection.headers["Content-Type"] == "application/vnd.docker.raw-stream")
            #expect(head.value.hasPrefix("POST /exec/1/start HTTP/1.1\r\n"))
            for line in ["Connection: Upgrade", "Upgrade: tcp", "Content-Length: 2", "Host: localhost"] {
                #expect(head.value.contains("\r\n" + line))
            }
            #expect(body.value == Array("{}".utf8))

            try await connection.send(Array("hello".utf8))
            #expect(try await connection.receive() == Array("hello".utf8))
            await connection.closeForWriting()
            #expect(try await receiveAll(connection) == "bye")
            await #expect(throws: TransportError.self) { try await connection.send([1]) }
        }

        @Test(.timeLimit(.minutes(1)))
        func `bytes that come together with the head are not lost`() async throws {
            let server = try StubServer { connection in
                _ = connection.readHead()
                connection.write(switching + "first")
                _ = connection.readSome()
                connection.write("second")
            }
            let connection = try await server.client.upgrade(HTTPRequest("POST", "/attach"))
            #expect(try await connection.receive() == Array("first".utf8))
            try await connection.send([1])
            #expect(try await receiveAll(connection) == "second")
        }

        @Test(.timeLimit(.minutes(1)))
        func `a raw stream under status 200 is an upgrade too`() async throws {
            let server = try StubServer { connection in
                _ = connection.readHead()
                connection.write("HTTP/1.1 200 OK\r\nContent-Type: application/vnd.docker.raw-stream\r\n\r\nraw")
            }
            let connection = try await server.client.upgrade(HTTPRequest("POST", "/attach"))
            #expect(try await receiveAll(connection) == "raw")
        }

        @Test(
            .timeLimit(.minutes(1)),
            arguments: [
                "Content-Length: 4\r\n\r\ngone",
                "Transfer-Encoding: chunked\r\n\r\n2\r\ngo\r\n2\r\nne\r\n0\r\n\r\n",
                "\r\ngone",
            ]
        )
        func `any other answer is a refusal with its body`(rest: String) async throws {
            let server = try StubServer { connection in
                _ = connection.readHead()
                connection.write("HTTP/1.1 404 Not Found\r\n" + rest)
                // Only the answer without length or chunks is ended by closing.
                if !rest.hasPrefix("\r\n") { _ = connection.readToEnd() }
            }
            let refusal = try await #require(throws: HTTPUpgradeRefused.self) {
                try await server.client.upgrade(HTTPRequest("POST", "/attach"))
            }
            #expect(refusal.status == 404)
            #expect(refusal.body == Array("gone".utf8))
        }

        @Test(.timeLimit(.minutes(1)))
        func `a server that closes without an answer is a lost connection`() async throws {
            let server = try StubServer { connection in _ = connection.readHead() }
            let error = try await #require(throws: TransportError.self) {
                try await server.client.upgrade(HTTPRequest("POST", "/attach"))
            }
            #expect(error.kind == .connectionLost)
        }

        @Test(.timeLimit(.minutes(1)))
        func `letting go of a connection closes it`() async throws {
            let isClosed = Shared(false)
            let server = try StubServer { connection in
                _ = connection.readHead()
                connection.write(switching)
                isClosed.set(connection.readSome().isEmpty)
            }
            let client = server.client
            var connection: RawConnection? = try await client.upgrade(HTTPRequest("POST", "/attach"))
            #expect(connection?.headers["Upgrade"] == "tcp")
            connection = nil
            #expect(try await isClosed.wait { $0 })
        }

        @Test(.timeLimit(.minutes(1)))
        func `a closed connection ends for the server and for the reader`() async throws {
            let isClosed = Shared(false)
            let server = try StubServer { connection in
                _ = connection.readHead()
                connection.write(switching)
                isClosed.set(connection.readSome().isEmpty)
            }
            let connection = try await server.client.upgrade(HTTPRequest("POST", "/attach"))
            await connection.close()
            #expect(try await connection.receive() == nil)
            #expect(try await isClosed.wait { $0 })
        }

        @Test(.timeLimit(.minutes(1)))
        func `a sender is held back while the server does not read`() async throws {
            let mayRead = Shared(false)
            let received = Shared(0)
            let server = try StubServer { connection in
                _ = connection.readHead()
                connection.write(switching)
                mayRead.block { $0 }
                received.set(connection.readToEnd().count)
                connection.write("done")
            }
            let connection = try await server.client.upgrade(HTTPRequest("POST", "/attach"))
            let sent = Shared(0)
            let sender = Task {
                let block = [UInt8](repeating: 1, count: 64 * 1024)
                for _ in 0..<256 {
                    try await connection.send(block)
                    sent.add(block.count)
                }
                await connection.closeForWriting()
            }
            try await Task.sleep(for: .milliseconds(300))
            #expect(sent.value < 4 << 20)
            mayRead.set(true)
            try await sender.value
            #expect(try await receiveAll(connection) == "done")
            #expect(received.value == 16 << 20)
        }

        @Test(.timeLimit(.minutes(1)))
        func `a server is held back while nobody receives`() async throws {
            let written = Shared(0)
            let server = try StubServer { connection in
                _ = connection.readHead()
                connection.write(switching)
                let block = [UInt8](repeating: 7, count: 64 * 1024)
                for _ in 0..<256 where connection.write(block) { written.add(block.count) }
            }
            let connection = try await server.client.upgrade(HTTPRequest("POST", "/attach"))
            try await Task.sleep(for: .milliseconds(300))
            #expect(written.value < 4 << 20)
            var count = 0
            while let bytes = try await connection.receive() { count += bytes.count }
            #expect(count == 16 << 20)
        }

        @Test(.timeLimit(.minutes(1)))
        func `cancelling the wait for an upgrade closes the connection`() async throws {
            let hasAsked = Shared(false)
            let isClosed = Shared(false)
            let server = try StubServer { connection in
                _ = connection.readHead()
                hasAsked.set(true)
                isClosed.set(connection.readSome().isEmpty)
            }
            let client = server.client
            let caller = Task { _ = try await client.upgrade(HTTPRequest("POST", "/attach")) }
            #expect(try await hasAsked.wait { $0 })
            caller.cancel()
            await #expect(throws: CancellationError.self) { try await caller.value }
            #expect(try await isClosed.wait { $0 })
        }

        @Test(.timeLimit(.minutes(1)))
        func `a connection outlives other requests and its client`() async throws {
            let server = try StubServer { connection in
                while let head = connection.readHead() {
                    guard head.hasPrefix("POST /attach") else {
                        connection.answer("ok")
                        continue
                    }
                    connection.write(switching + "early")
                    while true {
                        let bytes = connection.readSome()
                        if bytes.isEmpty { return }
                        connection.write(bytes)
                    }
                }
            }
            let connection: RawConnection
            do {
                let client = server.client
                connection = try await client.upgrade(HTTPRequest("POST", "/attach"))
                for _ in 0..<3 {
                    _ = try await client.send(HTTPRequest("GET", "/")).body.collect()
                    // Curl looks for dead connections once a second.
                    try await Task.sleep(for: .milliseconds(600))
                }
            }
            #expect(try await connection.receive() == Array("early".utf8))
            try await connection.send(Array("x".utf8))
            #expect(try await connection.receive() == Array("x".utf8))
        }
    }
}
