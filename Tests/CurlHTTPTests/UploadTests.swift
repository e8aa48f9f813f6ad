import CurlHTTP
import Testing

private struct SourceFailure: Error {}

/// A source of `count` chunks of `size` bytes each, every chunk filled with its number.
private func chunks(_ count: Int, of size: Int, counting made: Shared<Int> = Shared(0)) -> HTTPBodySource {
    let next = Shared(0)
    return HTTPBodySource {
        let index = next.add(1) - 1
        guard index < count else { return nil }
        made.add(1)
        return [UInt8](repeating: UInt8(truncatingIfNeeded: index), count: size)
    }
}

private func isMadeOfChunks(_ bytes: [UInt8], _ count: Int, of size: Int) -> Bool {
    guard bytes.count == count * size else { return false }
    return (0..<count).allSatisfy { index in
        bytes[(index * size)..<((index + 1) * size)].allSatisfy { $0 == UInt8(truncatingIfNeeded: index) }
    }
}

extension HTTPTests {
    @Suite struct UploadTests {
        @Test(.timeLimit(.minutes(1)))
        func `a stream of unknown length arrives in chunks`() async throws {
            let head = Shared("")
            let body = Shared<[UInt8]>([])
            let server = try StubServer { connection in
                guard let text = connection.readHead() else { return }
                head.set(text)
                body.set(connection.readBody(of: text))
                connection.answer("built")
            }
            let request = HTTPRequest(
                "POST",
                "/build",
                headers: ["Content-Type": "application/x-tar"],
                body: .stream(length: nil, chunks(50, of: 70_001))
            )
            let response = try await server.client.send(request)
            #expect(try await response.body.collect() == Array("built".utf8))
            #expect(head.value.hasPrefix("POST /build HTTP/1.1\r\n"))
            #expect(head.value.lowercased().contains("transfer-encoding: chunked"))
            #expect(head.value.contains("Content-Type: application/x-tar"))
            #expect(!head.value.lowercased().contains("expect:"))
            #expect(isMadeOfChunks(body.value, 50, of: 70_001))
        }

        @Test(.timeLimit(.minutes(1)))
        func `a stream of known length says so, and empty chunks do not end it`() async throws {
            let head = Shared("")
            let body = Shared<[UInt8]>([])
            let server = try StubServer { connection in
                guard let text = connection.readHead() else { return }
                head.set(text)
                body.set(connection.readBody(of: text))
                connection.answer("")
            }
            let step = Shared(0)
            let source = HTTPBodySource {
                switch step.add(1) {
                case 1: return Array("ab".utf8)
                case 2: return []
                case 3: return Array("cd".utf8)
                default: return nil
                }
            }
            let response = try await server.client.send(HTTPRequest("PUT", "/", body: .stream(length: 4, source)))
            #expect(response.status == 200)
            #expect(head.value.contains("Content-Length: 4"))
            #expect(body.value == Array("abcd".utf8))
        }

        @Test(.timeLimit(.minutes(1)))
        func `a source makes no more than the server takes`() async throws {
            let mayRead = Shared(false)
            let body = Shared<[UInt8]>([])
            let server = try StubServer { connection in
                guard let head = connection.readHead() else { return }
                mayRead.block { $0 }
                body.set(connection.readBody(of: head))
                connection.answer("")
            }
            let made = Shared(0)
            let client = server.client
            let upload = Task {
                let source = chunks(256, of: 64 * 1024, counting: made)
                return try await client.send(HTTPRequest("PUT", "/", body: .stream(length: nil, source))).status
            }
            #expect(try await made.wait { $0 > 0 })
            try await Task.sleep(for: .milliseconds(300))
            #expect(made.value < 64)
            mayRead.set(true)
            #expect(try await upload.value == 200)
            #expect(isMadeOfChunks(body.value, 256, of: 64 * 1024))
        }

        @Test(.timeLimit(.minutes(1)))
        func `what a source throws ends the transfer and reaches the caller`() async throws {
            let isComplete = Shared<Bool?>(nil)
            let server = try StubServer { connection in
                _ = connection.readHead()
                isComplete.set(connection.readChunks().isComplete)
            }
            let step = Shared(0)
            let source = HTTPBodySource {
                guard step.add(1) < 3 else { throw SourceFailure() }
                return Array("part".utf8)
            }
            await #expect(throws: SourceFailure.self) {
                try await server.client.send(HTTPRequest("POST", "/", body: .stream(length: nil, source)))
            }
            #expect(try await isComplete.wait { $0 != nil })
            #expect(isComplete.value == false)
        }

        @Test(.timeLimit(.minutes(1)))
        func `a source that ends before its length is an error`() async throws {
            let server = try StubServer { connection in
                guard let head = connection.readHead() else { return }
                _ = connection.readBody(of: head)
            }
            let request = HTTPRequest("PUT", "/", body: .stream(length: 100, chunks(1, of: 10)))
            let error = try await #require(throws: TransportError.self) { try await server.client.send(request) }
            #expect(error.description.contains("90 bytes"))
        }

        @Test(.timeLimit(.minutes(1)))
        func `an answer that comes before the body has ended is handed on`() async throws {
            let server = try StubServer { connection in
                _ = connection.readHead()
                connection.write("HTTP/1.1 400 Bad Request\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno")
                _ = connection.readToEnd()
            }
            // The source waits until the transfer is over and cancels it.
            let source = HTTPBodySource {
                try await Task.sleep(for: .seconds(3600))
                return nil
            }
            let response = try await server.client.send(HTTPRequest("POST", "/", body: .stream(length: nil, source)))
            #expect(response.status == 400)
            #expect(try await response.body.collect() == Array("no".utf8))
        }

        @Test(.timeLimit(.minutes(1)))
        func `cancelling an upload cancels its source`() async throws {
            let server = try StubServer { connection in _ = connection.readToEnd() }
            let isAsked = Shared(false)
            let isCancelled = Shared(false)
            let source = HTTPBodySource {
                isAsked.set(true)
                do {
                    try await Task.sleep(for: .seconds(3600))
                } catch {
                    isCancelled.set(true)
                }
                return nil
            }
            let client = server.client
            let upload = Task {
                try await client.send(HTTPRequest("POST", "/", body: .stream(length: nil, source))).status
            }
            #expect(try await isAsked.wait { $0 })
            upload.cancel()
            await #expect(throws: CancellationError.self) { try await upload.value }
            #expect(try await isCancelled.wait { $0 })
        }
    }
}
