import Testing

@testable import DockerEngine

@Suite(.timeLimit(.minutes(1)))
struct StreamEndpointTests {
    static let output: [UInt8] =
        FrameDecoderTests.frame(1, "one\ntw") + FrameDecoderTests.frame(2, "bad\n")
        + FrameDecoderTests.frame(1, "o\nrest")

    private func lines(of frames: LogFrames) async throws -> [String] {
        var lines: [String] = []
        for try await line in frames.lines { lines.append("\(line.kind) \(line.text)") }
        return lines
    }

    @Test func `logs are read line by line`() async throws {
        let pieces = Self.output.map { [$0] }
        let engine = try StubEngine(answering: StubAnswer(body: .chunks(pieces)))
        var options = LogOptions()
        options.follows = true
        options.tail = 10
        options.since = "1700000000.5"
        options.showsTimestamps = true
        let frames = try await engine.client().containerLogs("web", options: options, hasTerminal: false)
        #expect(try await lines(of: frames) == ["stdout one", "stderr bad", "stdout two", "stdout rest"])
        #expect(
            engine.lines == [
                "GET /v1.51/containers/web/logs?follow=1&stdout=1&stderr=1&since=1700000000.5&timestamps=1&tail=10"
            ]
        )
    }

    @Test func `logs of a terminal are read as they are`() async throws {
        let engine = try StubEngine(answering: .chunks(["a\r", "\nb\r\n"]))
        let frames = try await engine.client().containerLogs("web", hasTerminal: true)
        #expect(try await lines(of: frames) == ["stdout a\r", "stdout b\r"])
        #expect(engine.lines == ["GET /v1.51/containers/web/logs?stdout=1&stderr=1"])
    }

    @Test func `attaching carries bytes both ways`() async throws {
        let engine = try StubEngine(answering: .upgraded([Self.output]))
        var options = AttachOptions()
        options.includesStdin = true
        options.replaysLogs = true
        let stream = try await engine.client().attachContainer("web", options: options, hasTerminal: false)
        try await stream.send(Array("ls\n".utf8))
        try await stream.send(Array("exit\n".utf8))
        await stream.closeInput()
        #expect(try await lines(of: stream.output) == ["stdout one", "stderr bad", "stdout two", "stdout rest"])
        #expect(engine.lines == ["POST /v1.51/containers/web/attach?stream=1&stdin=1&stdout=1&stderr=1&logs=1"])
        while engine.input.count < 8 { try await Task.sleep(for: .milliseconds(5)) }
        #expect(engine.input == Array("ls\nexit\n".utf8))
        await stream.close()
    }

    @Test func `an attach that is refused is the engine's error`() async throws {
        let engine = try StubEngine(answering: .json(#"{"message":"container web is not running"}"#, status: 409))
        let client = engine.client()
        let error = try await #require(throws: EngineError.self) {
            _ = try await client.attachContainer("web", hasTerminal: false)
        }
        #expect(error.isConflict)
        #expect(error.message == "container web is not running")
        #expect(engine.lines.count == 1)
    }

    @Test func `a command is prepared, run and looked at`() async throws {
        let engine = try StubEngine { request in
            if request.target.hasSuffix("/exec") { return .json(#"{"Id":"e1"}"#, status: 201) }
            if request.target.hasSuffix("/start") { return .upgraded([Array("raw".utf8)]) }
            return .json(#"{"ID":"e1","ContainerID":"c1","Running":false,"ExitCode":3,"Pid":0}"#)
        }
        let client = engine.client()
        var creation = ExecCreation(command: ["sh", "-c", "exit 3"])
        creation.hasTerminal = true
        creation.environment = ["A=1"]
        creation.user = "root"
        let id = try await client.createExec(creation, in: "web")
        let stream = try await client.startExec(id, hasTerminal: true)
        #expect(try await lines(of: stream.output) == ["stdout raw"])
        let state = try await client.inspectExec(id)
        #expect(state.exitCode == 3)
        #expect(!state.isRunning)
        #expect(
            engine.lines == [
                "POST /v1.51/containers/web/exec", "POST /v1.51/exec/e1/start", "GET /v1.51/exec/e1/json",
            ]
        )
        #expect(
            engine.requests.first?.text
                == #"{"AttachStderr":true,"AttachStdout":true,"Cmd":["sh","-c","exit 3"],"Env":["A=1"],"Tty":true,"User":"root"}"#
        )
        #expect(engine.requests.dropFirst().first?.text == #"{"Detach":false,"Tty":true}"#)
    }

    @Test func `a command can be left to itself`() async throws {
        let engine = try StubEngine(answering: .status(200))
        try await engine.client().startDetachedExec("e1")
        try await engine.client().resizeExec("e1", height: 5, width: 6)
        #expect(engine.lines == ["POST /v1.51/exec/e1/start", "POST /v1.51/exec/e1/resize?h=5&w=6"])
        #expect(engine.requests.first?.text == #"{"Detach":true,"Tty":false}"#)
    }

    @Test func `events come one by one`() async throws {
        let engine = try StubEngine(
            answering: .chunks([
                #"{"Type":"container","Action":"health_status: healthy","Actor":{"ID":"c1","Attributes":{"name""#,
                #":"web"}},"scope":"local","time":5,"timeNano":5000000001}"#,
                #"{"Type":"container","Action":"exec_create: sh -c 'a: b'","Actor":{"ID":"c1"}}"# + "\n"
                    + #"{"Type":"container","Action":"die","Actor":{"ID":"c1","Attributes":{"exitCode":"137"}},"time":7}"#,
            ])
        )
        let stream = try await engine.client()
            .events(filters: ["type": ["container"]], since: "1.5", until: "9")
        var events: [EngineEvent] = []
        for try await event in stream { events.append(event) }
        #expect(events.map(\.action) == ["health_status", "exec_create", "die"])
        #expect(events.map(\.detail) == ["healthy", "sh -c 'a: b'", nil])
        #expect(events.map(\.timeNano) == [5_000_000_001, 0, 7_000_000_000])
        #expect(events.first?.attributes == ["name": "web"])
        #expect(events.map(\.actorID) == ["c1", "c1", "c1"])
        #expect(events.last?.exitCode == 137)
        #expect(
            engine.lines == [
                "GET /v1.51/events?since=1.5&until=9&filters=%7B%22type%22%3A%5B%22container%22%5D%7D"
            ]
        )
    }

    @Test func `a stream that is cut off in the middle says so`() async throws {
        let engine = try StubEngine(answering: StubAnswer(body: .broken(Array(#"{"Type":"a"}{"Ty"#.utf8))))
        let stream = try await engine.client().events()
        let failure = try await #require(throws: EngineCallFailed.self) { for try await _ in stream {} }
        #expect(failure.route == "/events")
        #expect(engine.lines.count == 1)
    }
}
