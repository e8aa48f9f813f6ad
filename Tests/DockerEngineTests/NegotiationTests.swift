import Synchronization
import Testing

@testable import DockerEngine

@Suite(.timeLimit(.minutes(1)))
struct NegotiationTests {
    @Test(arguments: [("1.41", "1.41"), ("1.44", "1.44"), ("1.51", "1.51"), ("1.99", "1.51"), ("2.0", "1.51")])
    func `calls are made in the newest version that both sides know`(offered: String, spoken: String) async throws {
        let engine = try StubEngine(version: offered, answering: .json("[]"))
        _ = try await engine.client().listContainers()
        #expect(engine.lines == ["GET /v\(spoken)/containers/json"])
    }

    @Test func `concurrent first calls share one ping`() async throws {
        let engine = try StubEngine(answering: .json("[]"))
        let client = engine.client()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask { _ = try await client.listContainers() }
            }
            try await group.waitForAll()
        }
        #expect(engine.allRequests.count { $0.target == "/_ping" } == 1)
        #expect(engine.lines.count == 8)
        #expect(client.callCount == 9)
    }

    @Test func `an engine that is too old is refused before anything is asked of it`() async throws {
        let engine = try StubEngine(version: "1.40", answering: .json("[]"))
        let error = try await #require(throws: APIVersionError.self) { _ = try await engine.client().listContainers() }
        #expect(error.description.contains("speaks API 1.40 at most, and at least 1.41 is needed"))
        #expect(engine.lines.isEmpty)
    }

    @Test func `what is no engine is told apart from an old one`() async throws {
        let engine = try StubEngine(version: nil, answering: .json("[]"))
        let error = try await #require(throws: APIVersionError.self) { _ = try await engine.client().listContainers() }
        #expect(error.description.contains("does not answer as a Docker engine"))
        #expect(engine.lines.isEmpty)
    }

    @Test func `a version that the user names is taken without asking`() async throws {
        let engine = try StubEngine(version: "1.51", answering: .json("[]"))
        let client = engine.client(apiVersion: "1.43")
        _ = try await client.listContainers()
        #expect(engine.allRequests.map(\.line) == ["GET /v1.43/containers/json"])
        #expect(try await client.negotiatedVersion() == APIVersion(1, 43))
    }

    @Test(arguments: ["1.24", "latest", "1", "1.x"])
    func `a version that the user names in vain is an error`(text: String) async throws {
        let engine = try StubEngine(answering: .json("[]"))
        let client = engine.client(apiVersion: text)
        await #expect(throws: APIVersionError.self) { _ = try await client.listContainers() }
        #expect(engine.allRequests.isEmpty)
    }

    @Test func `an empty version is none`() async throws {
        let engine = try StubEngine(version: "1.45", answering: .json("[]"))
        let client = engine.client(apiVersion: "")
        #expect(try await client.negotiatedVersion() == APIVersion(1, 45))
        #expect(engine.allRequests.count == 1)
    }

    @Test func `a negotiation that failed is tried again`() async throws {
        let host = EngineHost(socket: "/tmp/stub-engine-that-is-not-there.sock")
        let client = EngineClient(host: host)
        await #expect(throws: EngineUnreachable.self) { _ = try await client.negotiatedVersion() }
        await #expect(throws: EngineUnreachable.self) { _ = try await client.negotiatedVersion() }
        #expect(client.callCount == 2)
    }

    @Test func `a ping tells what the engine says of itself`() async throws {
        let headers = [
            "Docker-Experimental": "true", "Builder-Version": "2", "OSType": "linux",
            "Date": "Tue, 15 Nov 2022 08:12:31 GMT",
        ]
        let engine = try StubEngine(version: "1.47", pingHeaders: headers) { _ in .status(500) }
        let agreement = try await engine.client().agreement()
        let ping = try #require(agreement.ping)
        #expect(ping.apiVersion == APIVersion(1, 47))
        #expect(ping.isExperimental)
        #expect(ping.builderVersion == "2")
        #expect(ping.osType == "linux")
        #expect(ping.unixTime == 1_668_499_951)
        #expect(engine.lines.isEmpty)
    }

    @Test(arguments: [("Thu, 29 Feb 2024 23:59:59 GMT", 1_709_251_199), ("Thu, 01 Jan 1970 00:00:00 GMT", 0)])
    func `the engine's clock is read`(text: String, seconds: Int) {
        var ping = EnginePing()
        ping.date = text
        #expect(ping.unixTime == seconds)
    }

    @Test func `a clock that cannot be read is none`() {
        var ping = EnginePing()
        for text in ["", "yesterday", "Thu, 01 Foo 1970 00:00:00 GMT", "Thu, 01 Jan 1970 00:00 GMT"] {
            ping.date = text
            #expect(ping.unixTime == nil)
        }
    }

    @Test func `versions are ordered by number, not by text`() {
        #expect(APIVersion(1, 9) < APIVersion(1, 41))
        #expect(APIVersion("v1.44") == APIVersion(1, 44))
        #expect(APIVersion("1.-4") == nil)
        #expect(APIVersion(1, 51).description == "1.51")
    }
}

@Suite(.timeLimit(.minutes(1)))
struct CallTests {
    @Test func `every call is reported with its status`() async throws {
        let calls = Recorder()
        let engine = try StubEngine { $0.target.hasSuffix("/start") ? .status(204) : .json("{}", status: 404) }
        let client = engine.client { call in calls.add(call) }
        try await client.startContainer("web")
        await #expect(throws: EngineError.self) { _ = try await client.inspectContainer("gone") }
        let seen = calls.all
        #expect(seen.map(\.route) == ["/_ping", "/containers/web/start", "/containers/gone/json"])
        #expect(seen.map(\.method) == ["GET", "POST", "GET"])
        #expect(seen.map(\.status) == [200, 204, 404])
        #expect(seen.allSatisfy { $0.startedAt <= $0.endedAt && $0.sentAt > 1_600_000_000_000_000_000 })
        #expect(engine.lines.count == 2)
    }

    @Test func `a call without an answer is reported without a status`() async {
        let calls = Recorder()
        let host = EngineHost(socket: "/tmp/stub-engine-that-is-not-there.sock")
        let client = EngineClient(host: host, trace: { call in calls.add(call) })
        await #expect(throws: EngineUnreachable.self) { _ = try await client.version() }
        #expect(calls.all.map(\.status) == [nil])
    }

    @Test func `the client names itself`() async throws {
        let engine = try StubEngine(answering: .json("[]"))
        _ = try await engine.client().listContainers()
        #expect(engine.allRequests.map { $0.headers["user-agent"] } == ["tests/1", "tests/1"])
    }

    @Test func `a refusal carries the engine's words`() async throws {
        let engine = try StubEngine(answering: .json(#"{"message":"No such container: gone"}"#, status: 404))
        let client = engine.client()
        let error = try await #require(throws: EngineError.self) { _ = try await client.inspectContainer("gone") }
        #expect(
            error
                == EngineError(
                    status: 404,
                    message: "No such container: gone",
                    method: "GET",
                    route: "/containers/gone/json"
                )
        )
        #expect(error.isNotFound && !error.isConflict)
        #expect(error.description == "No such container: gone")
        #expect(engine.lines.count == 1)
    }

    @Test(arguments: [
        ("proxy says no\n", "proxy says no"), ("", "the engine answered 502 to GET /version"),
        ("{\"error\":1}", "{\"error\":1}"),
    ])
    func `a refusal in another form is readable too`(body: String, message: String) async throws {
        let engine = try StubEngine(answering: .json(body, status: 502))
        let client = engine.client()
        let error = try await #require(throws: EngineError.self) { _ = try await client.version() }
        #expect(error.message == message)
        #expect(error.isServerFailure)
        #expect(engine.lines.count == 1)
    }

    @Test func `an engine that is not there is named with what to do`() async throws {
        let client = EngineClient(host: EngineHost(socket: "/tmp/stub-engine-that-is-not-there.sock"))
        let error = try await #require(throws: EngineUnreachable.self) { _ = try await client.version() }
        #expect(error.description.contains("unix:///tmp/stub-engine-that-is-not-there.sock"))
        #expect(error.hint == "start the engine, or set DOCKER_HOST to where one listens")
        #expect(error.description.hasSuffix(error.hint))
    }

    @Test func `a connection that breaks half way names the call`() async throws {
        let engine = try StubEngine(answering: StubAnswer(body: .broken(Array(#"{"Version":"#.utf8))))
        let client = engine.client()
        let error = try await #require(throws: EngineCallFailed.self) { _ = try await client.version() }
        #expect(error.description.hasPrefix("GET /version: "))
        #expect(engine.lines.count == 1)
    }

    @Test func `an answer that is no JSON is not taken for a refusal`() async throws {
        let engine = try StubEngine(answering: .json("<html>"))
        let client = engine.client()
        let error = try await #require(throws: EngineAnswerUnreadable.self) { _ = try await client.version() }
        #expect(error.description.hasPrefix("cannot read the engine's answer to GET /version: "))
        #expect(engine.lines.count == 1)
    }
}

/// Keeps the calls that a client reports.
final class Recorder: Sendable {
    private let calls = Mutex<[EngineCall]>([])

    func add(_ call: EngineCall) { calls.withLock { $0.append(call) } }

    var all: [EngineCall] { calls.withLock { calls -> [EngineCall] in calls } }
}
