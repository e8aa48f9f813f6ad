import DockerEngine
import Glibc
import Testing

/// What will fail is told before the first change, all of it at once.
@Suite(.engine, .serialized, .timeLimit(.minutes(2))) struct PreflightScenarios {
    /// Each line that ends with `# bad` has a mistake that the engine or this machine must be asked for.
    private static func faulty(port: Int, name: String) -> String {
        """
        services:
          taken:
            \(Scenario.idle.replacing(", ", with: "\n    "))
            ports:
              - "\(port):80" # bad
            networks: [one]
          twin:
            \(Scenario.idle.replacing(", ", with: "\n    "))
            container_name: \(name) # bad
            networks: [two]
          mounting:
            \(Scenario.idle.replacing(", ", with: "\n    "))
            volumes:
              - {type: bind, source: ./absent, target: /absent, bind: {create_host_path: false}} # bad
              - {type: volume, source: data, target: /data, volume: {subpath: part}} # bad
            secrets: [token]
            healthcheck:
              test: [CMD, "true"]
              start_period: 1s
              start_interval: 100ms
          pulled:
            image: absent-and-never-pulled:1 # bad
            pull_policy: never
          built:
            build: ./nowhere # bad
        secrets:
          token:
            file: ./absent.txt # bad
        volumes:
          data:
        networks:
          one:
            ipam:
              config: [{subnet: 10.231.7.0/24}]
          two:
            ipam:
              config: [{subnet: 10.231.7.128/25}] # bad
        """
    }

    private static func badLines(of text: String) -> [Int] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .filter { $0.element.hasSuffix("# bad") }.map { $0.offset + 1 }
    }

    /// The lines in `compose.yaml:4:5: error: …`.
    private static func errorLines(of text: String) -> [Int] {
        text.split(separator: "\n").compactMap { line -> Int? in
            let parts = line.split(separator: ":", maxSplits: 4, omittingEmptySubsequences: false)
            guard parts.count == 5, parts[0] == "compose.yaml", parts[3] == " error" else { return nil }
            return Int(parts[1])
        }
    }

    @Test func `all that speaks against a plan is told in one refusal, and nothing is done`() async throws {
        let port = try HeldPort()
        try await Scenario.with([:]) { scenario in
            let other = "\(scenario.name)other"
            scenario.atEnd { await Engine.removeAll(of: other) }
            let holder = "services:\n  holder: {\(Scenario.idle), container_name: \(other)}\n"
            try scenario.write("other.yaml", holder)
            try await scenario.succeed("-p", other, "-f", "other.yaml", "create")

            let text = Self.faulty(port: port.number, name: other)
            try scenario.write("compose.yaml", text)
            // Engines of that age do not know subpaths of volumes.
            let outcome = try await scenario.run("up", "-d", environment: ["DOCKER_API_VERSION": "1.41"])
            #expect(outcome.status == 1)
            #expect(Self.errorLines(of: outcome.errors).sorted() == Self.badLines(of: text), "\(outcome)")
            for word in ["process \(getpid()) (", "project '\(other)'", "'volumes[1].volume.subpath'", "10.231.7.0/24"]
            {
                #expect(outcome.errors.contains(word), "\(outcome)")
            }
            #expect(try await scenario.containers().isEmpty)
            #expect(try await Engine.networks(of: scenario.name).isEmpty)
            #expect(try await Engine.volumes(of: scenario.name).isEmpty)
            #expect(try await Engine.images(of: scenario.name).isEmpty)
        }
    }

    @Test func `a port that a container of another project has is told with that project`() async throws {
        let port = try FreePort.find()
        let service = "{\(Scenario.idle), ports: [\"\(port):80\"]}"
        let files = [
            "other.yaml": "services:\n  holder: \(service)\n",
            "compose.yaml": "services:\n  web: \(service)\n  idle: {\(Scenario.idle)}\n",
        ]
        try await Scenario.with(files) { scenario in
            let other = "\(scenario.name)other"
            scenario.atEnd { await Engine.removeAll(of: other) }
            try await scenario.succeed("-p", other, "-f", "other.yaml", "up", "-d")
            for outcome in [try await scenario.run("up", "-d"), try await scenario.run("--dry-run", "up")] {
                #expect(outcome.status == 1)
                #expect(Self.errorLines(of: outcome.errors) == [2], "\(outcome)")
                #expect(outcome.errors.contains("container \(other)-holder-1 of project '\(other)'"), "\(outcome)")
            }
            #expect(try await scenario.containers().isEmpty)

            // Making them takes no port.
            try await scenario.succeed("create")
            #expect(try await scenario.containerNames() == ["idle-1", "web-1"])
        }
    }

    @Test func `a port that a process of this machine has is told with the process`() async throws {
        let port = try HeldPort()
        let text = "services:\n  web: {\(Scenario.idle), ports: [\"\(port.number):80\"]}\n"
        try await Scenario.with(compose: text) { scenario in
            let outcome = try await scenario.run("up", "-d")
            #expect(outcome.status == 1)
            #expect(Self.errorLines(of: outcome.errors) == [2], "\(outcome)")
            #expect(outcome.errors.contains("process \(getpid()) ("), "\(outcome)")
            #expect(try await scenario.containers().isEmpty)

            port.close()
            try await scenario.succeed("up", "-d")
            #expect(try await scenario.isRunning("web"))
            // What the project's own container has is in nobody's way when it is replaced.
            try await scenario.succeed("up", "-d", "--force-recreate")
            #expect(try await scenario.isRunning("web"))
        }
    }

    @Test func `replicas that want one port are told before any of them starts`() async throws {
        let port = try FreePort.find()
        let text = "services:\n  web: {\(Scenario.idle), ports: [\"\(port):80\"]}\n"
        try await Scenario.with(compose: text) { scenario in
            let outcome = try await scenario.run("up", "-d", "--scale", "web=2")
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("2 containers of service 'web'"), "\(outcome)")
            #expect(try await scenario.containers().isEmpty)
        }
    }
}

/// A port of this machine that this process listens on.
final class HeldPort: Sendable {
    let number: Int
    private let descriptor: Int32

    init() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        let listening = descriptor
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let code = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                let bound = bind(listening, address, length)
                return bound == 0 ? getsockname(listening, address, &length) : bound
            }
        }
        number = Int(UInt16(bigEndian: address.sin_port))
        guard code == 0, listen(listening, 1) == 0 else { throw ScenarioFailure("no port is free") }
    }

    /// Gives the port back; to be called once.
    func close() { _ = Glibc.close(descriptor) }
}
