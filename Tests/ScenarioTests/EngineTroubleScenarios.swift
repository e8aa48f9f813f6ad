import DockerEngine
import Glibc
import Testing

/// Files that are right and an engine that cannot do what they ask for.
@Suite(.engine, .serialized, .timeLimit(.minutes(2))) struct EngineTroubleScenarios {
    @Test func `an image that cannot be had is told with its service`() async throws {
        // Nobody listens there, which needs no registry and no waiting.
        let image = "127.0.0.1:1/absent:1"
        let text = """
            services:
              web: {image: "\(image)"}
              other: {\(Scenario.idle)}
            """
        try await Scenario.with(compose: text) { scenario in
            let outcome = try await scenario.run("up", "-d")
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("'\(image)'"), "\(outcome)")
            #expect(outcome.errors.contains("'web'"), "\(outcome)")
            #expect(try await scenario.containerNames() == ["other-1"])
            #expect(try await scenario.isRunning("other"))
        }
    }

    @Test func `an image that may not be pulled is told before anything is done`() async throws {
        let text = """
            services:
              web:
                image: absent-and-never-pulled:1
                pull_policy: never
            """
        try await Scenario.with(compose: text) { scenario in
            let outcome = try await scenario.run("up", "-d")
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("compose.yaml:3:"), "\(outcome)")
            #expect(outcome.errors.contains("'absent-and-never-pulled:1'"), "\(outcome)")
            #expect(try await Engine.networks(of: scenario.name).isEmpty)
        }
    }

    @Test func `a port that is taken is told with its service, and the next run finishes once it is free`() async throws
    {
        let port = try FreePort.find()
        let holder = "services:\n  holder: {\(Scenario.idle), ports: [\"\(port):80\"]}\n"
        let text = """
            services:
              web: {\(Scenario.idle), ports: ["\(port):80"]}
              other: {\(Scenario.idle)}
            """
        try await Scenario.with(["holder.yaml": holder, "compose.yaml": text]) { scenario in
            let holderName = "\(scenario.name)holder"
            scenario.atEnd { await Engine.removeAll(of: holderName) }
            try await scenario.succeed("-p", holderName, "-f", "holder.yaml", "up", "-d")

            let outcome = try await scenario.run("up", "-d")
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("\(port)"), "\(outcome)")
            #expect(outcome.errors.contains("'web'"), "\(outcome)")
            #expect(outcome.errors.contains(holderName), "\(outcome)")
            #expect(try await scenario.containers().isEmpty)

            try await scenario.succeed("-p", holderName, "-f", "holder.yaml", "down")
            try await scenario.succeed("up", "-d")
            #expect(try await scenario.isRunning("web"))
            #expect(try await scenario.container("web").ports["80/tcp"]?.first?.hostPort == "\(port)")
        }
    }

    @Test func `an engine that is not there is told with its address`() async throws {
        try await Scenario.with(compose: "services:\n  web: {\(Scenario.idle)}\n") { scenario in
            for command in ["up", "ps", "down"] {
                let outcome = try await scenario.run(
                    command,
                    environment: ["DOCKER_HOST": "unix:///nonexistent/docker.sock"]
                )
                #expect(outcome.status == 1)
                #expect(outcome.errors.contains("/nonexistent/docker.sock"), "\(outcome)")
                #expect(outcome.errors.contains("hint:"), "\(outcome)")
                #expect(outcome.duration < .seconds(10))
            }
        }
    }
}

/// A port of this machine that nobody had a moment ago.
enum FreePort {
    static func find() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                let bound = bind(descriptor, address, length)
                return bound == 0 ? getsockname(descriptor, address, &length) : bound
            }
        }
        guard code == 0 else { throw ScenarioFailure("no port is free") }
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
