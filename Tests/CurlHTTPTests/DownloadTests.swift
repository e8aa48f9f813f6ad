import CurlHTTP
import Testing

private let chunkedHead = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"

extension HTTPTests {
    @Suite struct DownloadTests {
        @Test(.timeLimit(.minutes(1)))
        func `each piece of a stream is there before the next is sent`() async throws {
            let seen = Shared(0)
            let server = try StubServer { connection in
                _ = connection.readHead()
                connection.write(chunkedHead)
                for index in 1...3 {
                    connection.write("1\r\n\(index)\r\n")
                    guard seen.block(until: { $0 >= index }) else { return }
                }
                connection.write("0\r\n\r\n")
            }
            let response = try await server.client.send(HTTPRequest("GET", "/events"))
            var pieces: [String] = []
            for try await bytes in response.body {
                pieces.append(String(decoding: bytes, as: UTF8.self))
                seen.set(pieces.count)
            }
            #expect(pieces == ["1", "2", "3"])
        }

        @Test(.timeLimit(.minutes(1)))
        func `a server is held back while nobody reads`() async throws {
            let total = 32 << 20
            let written = Shared(0)
            let server = try StubServer { connection in
                _ = connection.readHead()
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: \(total)\r\n\r\n")
                let block = [UInt8](repeating: 7, count: 64 * 1024)
                var sent = 0
                while sent < total, connection.write(block) {
                    sent += block.count
                    written.set(sent)
                }
            }
            let response = try await server.client.send(HTTPRequest("GET", "/export"))
            try await Task.sleep(for: .milliseconds(300))
            let early = written.value
            #expect(early < 4 << 20)

            var count = 0
            for try await bytes in response.body {
                #expect(bytes.first == 7)
                count += bytes.count
            }
            #expect(count == total)
        }

        @Test(.timeLimit(.minutes(1)))
        func `collecting more than the limit fails`() async throws {
            let server = try StubServer { connection in
                _ = connection.readHead()
                connection.answer(String(repeating: "x", count: 2000))
            }
            let response = try await server.client.send(HTTPRequest("GET", "/"))
            await #expect(throws: TransportError.self) { try await response.body.collect(limit: 1999) }
        }

        @Test(.timeLimit(.minutes(1)))
        func `a connection that ends in the middle of a body is an error after the bytes that came`() async throws {
            let server = try StubServer { connection in
                _ = connection.readHead()
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf")
            }
            let response = try await server.client.send(HTTPRequest("GET", "/"))
            var bytes = response.body.makeAsyncIterator()
            var received: [UInt8] = []
            var failure: (any Error)?
            do {
                while let chunk = try await bytes.next() { received += chunk }
            } catch {
                failure = error
            }
            let error = try #require(failure as? TransportError)
            #expect(error.kind == .connectionLost)
            #expect(received == Array("half".utf8))
        }

        @Test(.timeLimit(.minutes(1)))
        func `cancelling the reader closes the connection`() async throws {
            let isClosed = Shared(false)
            let server = try StubServer { connection in
                _ = connection.readHead()
                connection.write(chunkedHead + "1\r\na\r\n")
                isClosed.set(connection.readSome().isEmpty)
            }
            let client = server.client
            let hasBegun = Shared(false)
            let reader = Task {
                let response = try await client.send(HTTPRequest("GET", "/events"))
                for try await _ in response.body { hasBegun.set(true) }
            }
            #expect(try await hasBegun.wait { $0 })
            reader.cancel()
            await #expect(throws: CancellationError.self) { try await reader.value }
            #expect(try await isClosed.wait { $0 })
        }

        @Test(.timeLimit(.minutes(1)))
        func `cancelling the wait for an answer closes the connection`() async throws {
            let hasAsked = Shared(false)
            let isClosed = Shared(false)
            let server = try StubServer { connection in
                _ = connection.readHead()
                hasAsked.set(true)
                isClosed.set(connection.readSome().isEmpty)
            }
            let client = server.client
            let caller = Task { try await client.send(HTTPRequest("POST", "/wait")).status }
            #expect(try await hasAsked.wait { $0 })
            caller.cancel()
            await #expect(throws: CancellationError.self) { try await caller.value }
            #expect(try await isClosed.wait { $0 })
        }

        @Test(.timeLimit(.minutes(1)))
        func `letting go of a body ends its transfer, and the client goes on`() async throws {
            let isClosed = Shared(false)
            let server = try StubServer { connection in
                while let head = connection.readHead() {
                    guard head.hasPrefix("GET /events") else {
                        connection.answer("ok")
                        continue
                    }
                    connection.write(chunkedHead)
                    isClosed.set(connection.readSome().isEmpty)
                    return
                }
            }
            let client = server.client
            var response: HTTPResponse? = try await client.send(HTTPRequest("GET", "/events"))
            #expect(response?.status == 200)
            response = nil
            #expect(try await isClosed.wait { $0 })
            #expect(try await client.send(HTTPRequest("GET", "/")).body.collect() == Array("ok".utf8))
        }
    }
}
