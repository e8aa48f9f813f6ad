import CurlHTTP
import Testing

@testable import DockerEngine

@Suite(.timeLimit(.minutes(1)))
struct ContainerEndpointTests {
    @Test func `a list is narrowed by filters`() async throws {
        let engine = try StubEngine(answering: .json("[]"))
        let client = engine.client()
        _ = try await client.listContainers(all: true, filters: ["label": ["a=b c", "d"], "name": ["x"]])
        _ = try await client.listContainers(withSizes: true)
        #expect(
            engine.lines == [
                "GET /v1.51/containers/json?all=1&filters=%7B%22label%22%3A%5B%22a%3Db%20c%22%2C%22d%22%5D%2C"
                    + "%22name%22%3A%5B%22x%22%5D%7D",
                "GET /v1.51/containers/json?size=1",
            ]
        )
    }

    @Test func `a new container is named in the query and described in the body`() async throws {
        let engine = try StubEngine(answering: .json(#"{"Id":"abc","Warnings":["no swap"]}"#, status: 201))
        let creation = ContainerCreation(image: "nginx")
        let created = try await engine.client().createContainer(creation, name: "shop-web-1", platform: "linux/arm64")
        #expect(created.id == "abc")
        #expect(created.warnings == ["no swap"])
        #expect(engine.lines == ["POST /v1.51/containers/create?name=shop-web-1&platform=linux%2Farm64"])
        #expect(engine.requests.first?.headers["content-type"] == "application/json")
        #expect(engine.requests.first?.text == #"{"HostConfig":{},"Image":"nginx"}"#)
    }

    @Test func `starting and stopping say whether anything changed`() async throws {
        let engine = try StubEngine { .status($0.target.contains("/idle/") ? 304 : 204) }
        let client = engine.client()
        #expect(try await client.startContainer("web"))
        #expect(try await client.startContainer("idle") == false)
        #expect(try await client.stopContainer("web", timeout: 0, signal: "SIGINT"))
        #expect(try await client.stopContainer("idle") == false)
        #expect(
            engine.lines == [
                "POST /v1.51/containers/web/start", "POST /v1.51/containers/idle/start",
                "POST /v1.51/containers/web/stop?signal=SIGINT&t=0", "POST /v1.51/containers/idle/stop",
            ]
        )
    }

    @Test func `each change has its route`() async throws {
        let engine = try StubEngine(answering: .status(204))
        let client = engine.client()
        try await client.killContainer("a", signal: "SIGHUP")
        try await client.restartContainer("a", timeout: 3)
        try await client.renameContainer("a", to: "b")
        try await client.removeContainer("b", force: true, volumes: true)
        try await client.removeContainer("c")
        try await client.pauseContainer("a")
        try await client.unpauseContainer("a")
        try await client.resizeContainer("a", height: 24, width: 80)
        #expect(
            engine.lines == [
                "POST /v1.51/containers/a/kill?signal=SIGHUP", "POST /v1.51/containers/a/restart?t=3",
                "POST /v1.51/containers/a/rename?name=b", "DELETE /v1.51/containers/b?force=1&v=1",
                "DELETE /v1.51/containers/c", "POST /v1.51/containers/a/pause", "POST /v1.51/containers/a/unpause",
                "POST /v1.51/containers/a/resize?h=24&w=80",
            ]
        )
    }

    @Test func `a name is one segment of the path`() async throws {
        let engine = try StubEngine(answering: .status(204))
        try await engine.client().pauseContainer("a/b?c d")
        #expect(engine.lines == ["POST /v1.51/containers/a%2Fb%3Fc%20d/pause"])
    }

    @Test func `a wait returns the exit code`() async throws {
        let engine = try StubEngine(answering: .chunks([#"{"StatusCode"#, #"":137,"Error":null}"#]))
        let wait = try await engine.client().openWait(for: "job", until: .nextExit)
        #expect(engine.lines == ["POST /v1.51/containers/job/wait?condition=next-exit"])
        #expect(try await wait.exitCode() == 137)
    }

    @Test func `a wait that the engine gives up is an error`() async throws {
        let engine = try StubEngine(answering: .json(#"{"StatusCode":-1,"Error":{"Message":"gone"}}"#))
        let client = engine.client()
        let error = try await #require(throws: EngineError.self) { _ = try await client.waitForContainer("job") }
        #expect(error.message == "gone")
        #expect(engine.lines == ["POST /v1.51/containers/job/wait?condition=not-running"])
    }

    @Test func `processes come as rows`() async throws {
        let engine = try StubEngine(answering: .json(#"{"Titles":["PID","CMD"],"Processes":[["1","sh"]]}"#))
        let processes = try await engine.client().containerProcesses("web", arguments: "-o pid")
        #expect(processes.titles == ["PID", "CMD"])
        #expect(processes.rows == [["1", "sh"]])
        #expect(engine.lines == ["GET /v1.51/containers/web/top?ps_args=-o%20pid"])
    }

    @Test func `an archive goes up as it is made`() async throws {
        let engine = try StubEngine(answering: .status(200))
        let parts = PartSource([[1, 2], [3], [4, 5, 6]])
        let body = HTTPRequestBody.stream(length: nil, HTTPBodySource { await parts.next() })
        try await engine.client().putArchive(body, in: "web", at: "/etc", keepsOwners: true)
        #expect(engine.lines == ["PUT /v1.51/containers/web/archive?path=%2Fetc&copyUIDGID=1"])
        #expect(engine.requests.first?.headers["content-type"] == "application/x-tar")
        #expect(engine.requests.first?.body == [1, 2, 3, 4, 5, 6])
    }

    @Test func `an archive comes with what its path is`() async throws {
        // {"name":"etc","size":4096,"mode":2147484141,"linkTarget":""}
        let stat = "eyJuYW1lIjoiZXRjIiwic2l6ZSI6NDA5NiwibW9kZSI6MjE0NzQ4NDE0MSwibGlua1RhcmdldCI6IiJ9"
        let engine = try StubEngine { _ in
            StubAnswer(headers: ["X-Docker-Container-Path-Stat": stat], body: .bytes([7, 8, 9]))
        }
        let client = engine.client()
        let archive = try await client.getArchive(from: "web", at: "/etc")
        #expect(archive.stat.isDirectory)
        #expect(!archive.stat.isSymbolicLink)
        #expect(archive.stat.permissions == 0o755)
        #expect(archive.stat.name == "etc")
        #expect(try await archive.tar.collect(limit: 100) == [7, 8, 9])
        #expect(try await client.statPath("/etc", in: "web") == archive.stat)
        #expect(
            engine.lines == [
                "GET /v1.51/containers/web/archive?path=%2Fetc", "HEAD /v1.51/containers/web/archive?path=%2Fetc",
            ]
        )
    }
}

/// Hands out the parts of a body in order.
actor PartSource {
    private var parts: [[UInt8]]

    init(_ parts: [[UInt8]]) {
        self.parts = parts
    }

    func next() -> [UInt8]? { parts.isEmpty ? nil : parts.removeFirst() }
}
