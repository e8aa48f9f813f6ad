import DockerEngine
import Foundation
import Glibc
import Synchronization
import Testing

/// A command of this machine between up and down.
@Suite(.engine, .serialized, .timeLimit(.minutes(2))) struct WithScenarios {
    /// Answers 'hello' on port 80 once it is healthy.
    private static let server = """
            image: busybox:stable
            command: ["sh", "-c", "mkdir /www; echo hello > /www/index.html; exec httpd -f -p 80 -h /www"]
            stop_signal: SIGKILL
            healthcheck: {test: ["CMD", "wget", "-q", "-O", "/dev/null", "http://127.0.0.1/"], interval: 200ms, retries: 50}
        """

    private static let shop = """
        services:
          web:
        \(server)
            container_name: the-shop
            ports: ["80"]
          inner-api:
        \(server)
            expose: ["80"]
            volumes: ["data:/data"]
        volumes:
          data:
        """

    private static let idle = "services: {web: {\(Scenario.idle), volumes: [\"data:/data\"]}}\nvolumes: {data: }\n"

    private func expectGone(_ project: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let containers = try await Engine.containers(of: project).map(\.name)
        let networks = try await Engine.networks(of: project).map(\.name)
        let volumes = try await Engine.volumes(of: project).map(\.name)
        #expect(containers + networks + volumes == [], "\(project)", sourceLocation: sourceLocation)
    }

    // MARK: - The command

    @Test func `the command reaches the services, and its code is the program's`() async throws {
        let text = Self.shop.replacingOccurrences(of: "    container_name: the-shop\n", with: "")
        try await Scenario.with(compose: text) { scenario in
            let script = """
                echo "web says $(curl -sS http://$WEB_HOST:$WEB_PORT_80/)"
                echo "inner says $(curl -sS http://$INNER_API_HOST:$INNER_API_PORT_80/)"
                "$0" exec -T web hostname > /dev/null && echo nested
                exit 23
                """
            let program = try Program.locate()
            let outcome = try await scenario.run("with", "--env-file", "vars", "--", "sh", "-c", script, program)
            #expect(outcome.status == 23, "\(outcome)")
            #expect(outcome.outputLines == ["web says hello", "inner says hello", "nested"], "\(outcome)")
            let variables = try String(contentsOfFile: "\(scenario.directory)/vars", encoding: .utf8)
            #expect(variables.contains("COMPOSE_PROJECT_NAME=\(scenario.name)\n"))
            #expect(variables.contains("COMPOSE_FILE=\(scenario.directory)/compose.yaml\n"))
            #expect(variables.contains("\nWEB_PORT_80="))
            try await expectGone(scenario.name)
        }
    }

    @Test func `a command has the input of the program, and dies of a signal as a shell says it`() async throws {
        try await Scenario.with(compose: Self.idle) { scenario in
            let outcome = try await scenario.run("with", "--", "sh", "-c", "cat; kill -KILL $$", input: "from outside")
            #expect(outcome.status == 137, "\(outcome)")
            #expect(outcome.output == "from outside", "\(outcome)")
            try await expectGone(scenario.name)
        }
    }

    @Test func `a command that is not there is told, and takes the project down`() async throws {
        try await Scenario.with(compose: Self.idle) { scenario in
            let outcome = try await scenario.run("with", "--", "/nonexistent/tests")
            #expect(outcome.status == 127, "\(outcome)")
            #expect(outcome.errors.contains("'/nonexistent/tests' cannot be started"), "\(outcome)")
            try await expectGone(scenario.name)
        }
    }

    // MARK: - Signals

    @Test func `a signal is the command's, which may take its time`() async throws {
        try await Scenario.with(compose: Self.idle) { scenario in
            let script = "trap 'echo leaving; exit 9' INT; echo ready; while :; do sleep 0.05; done"
            let program = try scenario.start("with", "--", "sh", "-c", script)
            try await program.waitForOutput("ready")
            program.signal(SIGINT)
            let outcome = try await program.outcome()
            #expect(outcome.status == 9, "\(outcome)")
            #expect(outcome.outputLines == ["ready", "leaving"], "\(outcome)")
            try await expectGone(scenario.name)
        }
    }

    @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
    func `a signal during the start cancels it, and nothing stays`(signal: Int32) async throws {
        let text = """
            services:
              db:
                image: busybox:stable
                command: sleep 1000
                stop_signal: SIGKILL
                healthcheck: {test: ["CMD", "false"], interval: 30s, start_period: 100s}
                volumes: ["data:/data"]
            volumes:
              data:
            """
        try await Scenario.with(compose: text) { scenario in
            let program = try scenario.start("with", "--", "echo", "the command")
            try await eventually("db runs") { try await scenario.isRunning("db") }
            program.signal(signal)
            let outcome = try await program.outcome(within: .seconds(30))
            #expect(outcome.status == 130, "\(outcome)")
            #expect(!outcome.output.contains("the command"), "\(outcome)")
            try await expectGone(scenario.name)
        }
    }

    // MARK: - What goes wrong

    @Test func `services that do not come up are a failure, and nothing stays`() async throws {
        let text = """
            services:
              web: {\(Scenario.idle), depends_on: {job: {condition: service_completed_successfully}}}
              job: {image: "busybox:stable", command: ["sh", "-c", "echo out of paper; exit 3"], volumes: ["data:/data"]}
            volumes:
              data:
            """
        try await Scenario.with(compose: text) { scenario in
            let outcome = try await scenario.run("with", "--", "echo", "the command")
            #expect(outcome.status != 0, "\(outcome)")
            #expect(outcome.errors.contains("out of paper"), "\(outcome)")
            #expect(!outcome.output.contains("the command"), "\(outcome)")
            try await expectGone(scenario.name)
        }
    }

    @Test func `a failure may be kept for a look`() async throws {
        try await Scenario.with(compose: Self.idle) { scenario in
            let outcome = try await scenario.run("with", "--keep-on-failure", "--", "false")
            #expect(outcome.status == 1, "\(outcome)")
            let line = "swiftcompose -p \(scenario.name) down --volumes --remove-orphans"
            #expect(outcome.errors.contains(line), "\(outcome)")
            #expect(try await scenario.isRunning("web"))
            try await scenario.succeed("with", "--keep-on-failure", "--take-over", "--", "true")
            try await expectGone(scenario.name)
        }
    }

    @Test func `a project that is there already is not taken away`() async throws {
        try await Scenario.with(compose: Self.idle) { scenario in
            try await scenario.succeed("up", "-d")
            let outcome = try await scenario.run("with", "--", "true")
            #expect(outcome.status == 1, "\(outcome)")
            #expect(outcome.errors.contains("--isolated"), "\(outcome)")
            #expect(try await scenario.isRunning("web"))
            // Its volume alone holds data, too.
            try await scenario.succeed("down")
            #expect(try await scenario.run("with", "--", "true").status == 1)
            #expect(try await Engine.volumes(of: scenario.name).count == 1)
        }
    }

    @Test(arguments: [false, true])
    func `a run that is killed is cleaned up after`(duringStart: Bool) async throws {
        let slow = Self.idle.replacingOccurrences(
            of: "volumes: [",
            with: "healthcheck: {test: [\"CMD\", \"false\"], interval: 1s, retries: 1000}, volumes: ["
        )
        try await Scenario.with(compose: duringStart ? slow : Self.idle) { scenario in
            let program = try scenario.start("with", "--", "sh", "-c", "echo ready; sleep 5")
            if duringStart {
                try await eventually("web runs") { try await scenario.isRunning("web") }
            } else {
                try await program.waitForOutput("ready")
            }
            program.signal(SIGKILL)
            #expect(try await program.outcome().status == 137)
            try await eventually("all is gone") {
                let containers = try await scenario.containers()
                let networks = try await Engine.networks(of: scenario.name)
                let volumes = try await Engine.volumes(of: scenario.name)
                return containers.isEmpty && networks.isEmpty && volumes.isEmpty
            }
        }
    }

    // MARK: - Side by side

    @Test func `isolated runs share neither names nor ports`() async throws {
        // Two of these could not be up at once: the name and the port are fixed.
        let text = Self.shop.replacingOccurrences(of: "ports: [\"80\"]", with: "ports: [\"127.0.0.1:28180:80\"]")
        try await Scenario.with(compose: text) { scenario in
            // Each waits for the other before it ends.
            let script = """
                curl -sS http://$WEB_HOST:$WEB_PORT_80/ > /dev/null || exit 1
                echo "$COMPOSE_PROJECT_NAME"
                touch "$0"; for try in $(seq 200); do [ -e "$1" ] && exit 0; sleep 0.1; done; exit 2
                """
            let one = try scenario.start("with", "--isolated", "--", "sh", "-c", script, "one", "two")
            let two = try scenario.start("with", "--isolated", "--", "sh", "-c", script, "two", "one")
            let outcomes = try await [one.outcome(), two.outcome()]
            for outcome in outcomes {
                #expect(outcome.status == 0, "\(outcome)")
                let name = try #require(outcome.outputLines.first)
                #expect(name.hasPrefix("\(scenario.name)-") && name.count == scenario.name.count + 9)
                try await expectGone(name)
            }
            #expect(outcomes[0].output != outcomes[1].output)
        }
    }
}

/// The pipeline step of the examples, as it stands there.
@Suite(.engine, .timeLimit(.minutes(5))) struct PipelineScenarios {
    private static let folder = "\(Repository.root)/examples/ci"

    private static let variables: [String: String] = {
        let wanted = ["PATH", "HOME", "DOCKER_HOST", "DOCKER_TLS_VERIFY", "DOCKER_CERT_PATH"]
        return ProcessInfo.processInfo.environment.filter { wanted.contains($0.key) }
    }()

    /// Whether the application's image can be built here, which takes Python packages that may be out of reach.
    ///
    /// The build is kept, and makes those of the runs short.
    private static let canBuild = Task { () -> Bool in
        guard await Engine.isReachable else { return false }
        var environment = variables
        environment["PWD"] = folder
        // Whatever keeps it from being built is told by the scenarios of builds.
        guard let program = try? Program(["build", "-q"], in: folder, environment: environment, input: nil) else {
            return false
        }
        return (try? await program.outcome(within: .seconds(240)))?.status == 0
    }

    @Test(.enabled("needs the packages of the example application") { await PipelineScenarios.canBuild.value })
    func `the example's step runs twice at once`() async throws {
        var environment = Self.variables
        environment["SWIFTCOMPOSE"] = try Program.locate()
        environment["PWD"] = Self.folder
        let steps = try (0..<2).map { _ in
            try HostScript("\(Self.folder)/run-ci.sh", in: Self.folder, environment: environment)
        }
        for step in steps {
            let (status, output) = try await step.end(within: .seconds(200))
            #expect(status == 0, "\(output)")
            #expect(output.contains(" passed"), "\(output)")
        }
        let left = try await Engine.connected().listContainers(all: true).filter { container in
            container.labels["com.docker.compose.project"]?.hasPrefix("fastzero-ci-") ?? false
        }
        #expect(left.map(\.name) == [])
    }
}

/// A script of the repository on its way to its end.
private final class HostScript: Sendable {
    private let ended = Mutex<Int32?>(nil)
    private let file: String

    init(_ path: String, in directory: String, environment: [String: String]) throws {
        let file = "/tmp/swiftcompose-script-\(UUID().uuidString)"
        self.file = file
        _ = FileManager.default.createFile(atPath: file, contents: nil)
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.currentDirectoryURL = URL(filePath: directory)
        process.environment = environment
        let output = try FileHandle(forWritingTo: URL(filePath: file))
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        process.terminationHandler = { [self] process in ended.withLock { $0 = process.terminationStatus } }
        try process.run()
    }

    /// The status and all that was printed.
    func end(within limit: Duration) async throws -> (Int32, String) {
        try await eventually("the script ends", within: limit) { ended.withLock { $0 != nil } }
        // Unreadable is as good as empty: then nothing that is expected is in it.
        let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
        try? FileManager.default.removeItem(atPath: file)
        return (ended.withLock { $0 } ?? -1, text)
    }
}
