import CurlHTTP
import Testing

extension HTTPTests {
    @Suite struct RequestTests {
        @Test(.timeLimit(.minutes(1)))
        func `a request carries what it was given and nothing curl would add`() async throws {
            let head = Shared("")
            let server = try StubServer { connection in
                head.set(connection.readHead() ?? "")
                connection.answer("hello", fields: "X-Greeting: hi  \r\nContent-Type: text/plain\r\n")
            }
            let response = try await server.client.send(
                HTTPRequest("GET", "/v1.41/x?all=true", headers: ["X-One": "1", "X-Empty": ""])
            )
            let body = try await response.body.collect()

            #expect(response.status == 200)
            #expect(response.headers["x-greeting"] == "hi")
            #expect(response.headers["CONTENT-TYPE"] == "text/plain")
            #expect(response.headers["missing"] == nil)
            #expect(String(decoding: body, as: UTF8.self) == "hello")
            #expect(head.value.hasPrefix("GET /v1.41/x?all=true HTTP/1.1\r\n"))
            #expect(head.value.contains("\r\nX-One: 1"))
            #expect(head.value.contains("\r\nX-Empty:"))
            for unwanted in ["expect:", "accept-encoding:", "content-type:", "transfer-encoding:"] {
                #expect(!head.value.lowercased().contains(unwanted))
            }
        }

        @Test(.timeLimit(.minutes(1)))
        func `repeated fields are all kept, in their order`() async throws {
            let server = try StubServer { connection in
                _ = connection.readHead()
                connection.answer("", fields: "Warning: one\r\nOther: x\r\nwarning: two\r\n")
            }
            let response = try await server.client.send(HTTPRequest("GET", "/"))
            #expect(response.headers.values(of: "Warning") == ["one", "two"])
            #expect(response.headers["Warning"] == "one")
            #expect(response.headers.map { $0.name } == ["Warning", "Other", "warning", "Content-Length"])
        }

        @Test(.timeLimit(.minutes(1)))
        func `interim answers are passed over`() async throws {
            let server = try StubServer { connection in
                _ = connection.readHead()
                connection.write("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n")
                connection.answer("done", status: "201 Created")
            }
            let response = try await server.client.send(HTTPRequest("POST", "/"))
            #expect(response.status == 201)
            #expect(response.headers["Link"] == nil)
            #expect(try await response.body.collect() == Array("done".utf8))
        }

        @Test(.timeLimit(.minutes(1)))
        func `a status of failure is an answer like any other`() async throws {
            let server = try StubServer { connection in
                _ = connection.readHead()
                connection.answer("{}", status: "500 Internal Server Error")
            }
            let response = try await server.client.send(HTTPRequest("GET", "/"))
            #expect(response.status == 500)
            #expect(try await response.body.collect() == Array("{}".utf8))
        }

        @Test(.timeLimit(.minutes(1)), arguments: [0, 5, 3_000_000])
        func `bytes are sent with their length`(size: Int) async throws {
            let head = Shared("")
            let received = Shared<[UInt8]>([])
            let server = try StubServer { connection in
                guard let text = connection.readHead() else { return }
                head.set(text)
                received.set(connection.readBody(of: text))
                connection.answer("ok")
            }
            let bytes = (0..<size).map { UInt8(truncatingIfNeeded: $0 &* 31) }
            let response = try await server.client.send(
                HTTPRequest("PUT", "/", headers: ["Content-Type": "application/json"], body: .bytes(bytes))
            )
            #expect(response.status == 200)
            #expect(head.value.hasPrefix("PUT / HTTP/1.1\r\n"))
            #expect(head.value.contains("Content-Length: \(size)"))
            #expect(head.value.contains("Content-Type: application/json"))
            #expect(!head.value.contains("x-www-form-urlencoded"))
            #expect(received.value == bytes)
        }

        @Test(.timeLimit(.minutes(1)))
        func `a HEAD request does not wait for the body it is told about`() async throws {
            let server = try StubServer { connection in
                while connection.readHead() != nil { connection.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n") }
            }
            let response = try await server.client.send(HTTPRequest("HEAD", "/_ping"))
            #expect(response.headers["Content-Length"] == "9")
            #expect(try await response.body.collect().isEmpty)
        }

        @Test(.timeLimit(.minutes(1)))
        func `one request after another uses the same connection`() async throws {
            let server = try StubServer { connection in
                while connection.readHead() != nil { connection.answer("\(connection.number)") }
            }
            let client = server.client
            for _ in 0..<5 {
                let body = try await client.send(HTTPRequest("GET", "/")).body.collect()
                #expect(body == Array("1".utf8))
            }
            #expect(server.acceptedCount == 1)
        }

        @Test(.timeLimit(.minutes(1)))
        func `fifty requests run at once and leave their connections for the next fifty`() async throws {
            let waiting = Shared(0)
            let server = try StubServer { connection in
                while connection.readHead() != nil {
                    // Nobody gets an answer before everybody has asked.
                    let round = (waiting.add(1) + 49) / 50
                    guard waiting.block(until: { $0 >= round * 50 }) else { return }
                    connection.answer("ok")
                }
            }
            let client = server.client
            for _ in 0..<2 {
                try await withThrowingTaskGroup(of: [UInt8].self) { group in
                    for _ in 0..<50 {
                        group.addTask { try await client.send(HTTPRequest("GET", "/")).body.collect() }
                    }
                    for try await body in group { #expect(body == Array("ok".utf8)) }
                }
            }
            #expect(waiting.value == 100)
            #expect(server.acceptedCount == 50)
        }
    }
}
