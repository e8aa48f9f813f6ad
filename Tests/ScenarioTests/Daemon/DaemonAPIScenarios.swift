import DockerEngine
import Foundation
import Glibc
import Testing

/// Requests that are wrong, too large, or from somebody who may not ask.
@Suite(.daemon, .serialized, .timeLimit(.minutes(2))) struct DaemonAPIScenarios {
    private static let web = "services:\n  web: {\(Scenario.idle)}\n"

    /// A request, and the statuses that it may be answered with.
    struct Wrong: Sendable, CustomTestStringConvertible {
        let name: String
        let path: String
        var method = "GET"
        var body: String?
        let statuses: Set<Int>

        var testDescription: String { name }
    }

    static let wrongs = [
        Wrong(name: "a path that is none", path: "/v1/nothing", statuses: [404]),
        Wrong(name: "an unknown project", path: "/v1/projects/absent", statuses: [404]),
        Wrong(name: "an unknown service", path: "/v1/projects/absent/services/web", statuses: [404]),
        Wrong(name: "a name that is none", path: "/v1/projects/..%2f..%2fetc", statuses: [400, 404]),
        Wrong(name: "a number that is none", path: "/v1/incidents?since=yesterday", statuses: [400]),
        Wrong(name: "no JSON", path: "/v1/projects/x", method: "PUT", body: "{\"name\": ", statuses: [400]),
        Wrong(
            name: "JSON of another form",
            path: "/v1/projects/x",
            method: "PUT",
            body: "[1, 2]",
            statuses: [400, 422]
        ),
        Wrong(
            name: "a document that is no project",
            path: "/v1/projects/x",
            method: "PUT",
            body: #"""
                {"name": "x", "document": "{\"services\": {\"web\": {\"image\": 5}}}", "stopped": [],
                 "source": {"files": [], "environmentFiles": [], "directory": "/", "profiles": [],
                            "environment": {}, "isCompatible": false}}
                """#,
            statuses: [400, 422]
        ),
        Wrong(
            name: "an announcement of nothing known",
            path: "/v1/projects/absent/announcements",
            method: "POST",
            body: #"{"verb": "explode", "services": [], "process": 1}"#,
            statuses: [400, 404, 422]
        ),
    ]

    @Test func `a wrong request is answered with what is wrong, and harms nothing`() async throws {
        try await TestDaemon.with(compose: Self.web) { _, daemon in
            for wrong in Self.wrongs {
                let answer = try await daemon.ask(wrong.path, method: wrong.method, body: wrong.body)
                #expect(wrong.statuses.contains(answer.status), "\(wrong.name): \(answer)")
                let failure: Wire.Failure = try answer.decode()
                #expect(!failure.message.isEmpty, "\(wrong.name)")
            }
            let status: Wire.Daemon = try await daemon.ask("/v1/status").decode()
            #expect(status.projects.isEmpty)
            let process = try #require(daemon.identifier)
            #expect(status.process == Int(process))
        }
    }

    @Test func `a request that is too large is refused before it is read`() async throws {
        try await TestDaemon.with(compose: Self.web) { scenario, daemon in
            let large = "{\"name\": \"x\", \"document\": \"" + String(repeating: "x", count: 64 << 20) + "\"}"
            try scenario.write("large.json", large)
            let answer = try await daemon.ask(
                "/v1/projects/x",
                method: "PUT",
                options: [
                    "--header", "Content-Type: application/json", "--data-binary", "@\(scenario.directory)/large.json",
                ]
            )
            // Whoever is refused while he still sends may see the connection end.
            #expect([413, 0].contains(answer.status), "\(answer)")
            let process = try #require(daemon.identifier)
            let memory = try String(contentsOfFile: "/proc/\(process)/statm", encoding: .utf8)
            let pages = try #require(memory.split(separator: " ").dropFirst().first.flatMap { Int($0) })
            #expect(pages * Int(getpagesize()) < 200 << 20)
            #expect(try await daemon.ask("/v1/status").status == 200)
        }
    }

    @Test func `what is no HTTP does no harm`() async throws {
        try await TestDaemon.with(compose: Self.web) { _, daemon in
            for bytes in ["\u{0}\u{1}\u{2}", "GET", "GET / HTTP/9.9\r\n\r\n", "PUT /v1/projects/x HTTP/1.1\r\n"] {
                let program = try Program(
                    ["-c", Self.sender, daemon.socket],
                    of: "python3",
                    in: "/",
                    environment: daemon.environment,
                    input: bytes
                )
                let outcome = try await program.outcome(within: .seconds(10))
                #expect(outcome.status == 0, "\(outcome)")
            }
            #expect(try await daemon.ask("/v1/status").status == 200)
        }
    }

    /// Sends what it reads, and leaves.
    private static let sender = """
        import socket, sys
        link = socket.socket(socket.AF_UNIX)
        link.connect(sys.argv[1])
        link.sendall(sys.stdin.buffer.read())
        link.settimeout(0.3)
        try:
            link.recv(4096)
        except OSError:
            pass
        """

    @Test func `somebody without rights is refused by the directory, and by the daemon where that is open`()
        async throws
    {
        try await TestDaemon.with(compose: Self.web) { _, daemon in
            let nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
            let outside = try await daemon.ask("/v1/status", before: nobody)
            #expect(outside.status == 0, "\(outside)")

            #expect(Self.mode(daemon.socket) == 0o660)
            #expect(Self.mode(daemon.state) == 0o750)
            // Somebody has been careless with the modes.
            for path in [daemon.state, daemon.socket] { try #require(chmod(path, 0o777) == 0) }
            for (method, path) in [("GET", "/v1/status"), ("DELETE", "/v1/projects/x"), ("GET", "/metrics")] {
                let answer = try await daemon.ask(path, method: method, before: nobody)
                #expect([0, 403].contains(answer.status), "\(answer)")
            }
            #expect(try await daemon.ask("/v1/status").status == 200)
        }
    }

    private static func mode(_ path: String) -> mode_t {
        var facts = stat()
        return stat(path, &facts) == 0 ? facts.st_mode & 0o777 : 0
    }

    @Test func `the description, the metrics and the events are there`() async throws {
        try await TestDaemon.with(compose: Self.web) { scenario, daemon in
            try await scenario.succeed("up", "-d", "--supervise")
            try await daemon.waitUntil("web", of: scenario.name, is: "ready")
            let raw = try await daemon.ask("/v1/projects/\(scenario.name)")
            for key in ["\"effectively_ready\"", "\"open_incidents\""] { #expect(raw.body.contains(key), "\(raw)") }

            let description = try await daemon.ask("/openapi.json")
            #expect(description.body.contains("\"openapi\":\"3.1"), "\(description)")
            let metrics = try await daemon.ask("/metrics")
            #expect(metrics.body.contains(scenario.name), "\(metrics)")

            let lines = try Program(
                [
                    "--silent", "--no-buffer", "--max-time", "30", "--unix-socket", daemon.socket,
                    "--header", "Accept: application/x-ndjson", "http://daemon/v1/events?project=\(scenario.name)",
                ],
                of: "curl",
                in: "/",
                environment: daemon.environment,
                input: nil
            )
            // What comes before the stream is open is not told.
            try await Task.sleep(for: .milliseconds(500))
            try await scenario.crash("web")
            try await lines.waitForOutput("\"container.died\"")
            let first = try #require(lines.output.split(separator: "\n").first)
            #expect(first.contains("\"version\":1"), "\(first)")
            lines.signal(SIGKILL)
        }
    }
}
