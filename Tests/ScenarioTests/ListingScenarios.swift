import DockerEngine
import Foundation
import Testing

/// Commands that look: `ps`, `ls`, `config`.
@Suite(.engine, .serialized, .timeLimit(.minutes(2))) struct ListingScenarios {
    private static let text = """
        services:
          web: {\(Scenario.idle), depends_on: [db]}
          db: {\(Scenario.idle)}
          job: {image: "busybox:stable", command: ["sh", "-c", "exit 3"]}
        """

    private func object(_ text: some StringProtocol) throws -> [String: Any] {
        let value = try JSONSerialization.jsonObject(with: Data(text.utf8))
        return try #require(value as? [String: Any])
    }

    @Test func `ps lists what runs, and more when asked`() async throws {
        try await Scenario.with(compose: Self.text) { scenario in
            let name = scenario.name
            try await scenario.succeed("up", "-d")
            try await eventually("the job has ended") { try await scenario.container("job").state.status == .exited }

            let table = try await scenario.succeed("ps").outputLines
            let header = try #require(table.first)
            #expect(
                header.split(separator: " ") == ["NAME", "IMAGE", "COMMAND", "SERVICE", "CREATED", "STATUS", "PORTS"]
            )
            #expect(table.dropFirst().map { $0.prefix { $0 != " " } } == ["\(name)-db-1", "\(name)-web-1"])
            #expect(table.dropFirst().allSatisfy { $0.contains("busybox:stable") && $0.contains("Up ") })

            let all = try await scenario.succeed("ps", "-a").outputLines
            #expect(all.count == 4)
            #expect(all.contains { $0.hasPrefix("\(name)-job-1") && $0.contains("Exited (3)") })

            let ids = try await scenario.succeed("ps", "-q").outputLines
            let expected = try await [scenario.container("db").id, scenario.container("web").id]
            #expect(Set(ids) == Set(expected))
            #expect(try await scenario.succeed("ps", "--status", "exited", "-q").outputLines.count == 1)
            #expect(try await scenario.succeed("ps", "--services").outputLines.sorted() == ["db", "web"])
            #expect(try await scenario.succeed("ps", "-q", "web").outputLines == [expected[1]])
        }
    }

    @Test func `ps writes an object a line for programs`() async throws {
        try await Scenario.with(compose: Self.text) { scenario in
            try await scenario.succeed("up", "-d", "web")
            let lines = try await scenario.succeed("ps", "--format", "json").outputLines
            let containers = try lines.map { try object($0) }
            #expect(containers.map { $0["Name"] as? String } == ["\(scenario.name)-db-1", "\(scenario.name)-web-1"])
            let web = try #require(containers.last)
            #expect(web["Service"] as? String == "web")
            #expect(web["State"] as? String == "running")
            #expect(web["Project"] as? String == scenario.name)
            #expect(web["ExitCode"] as? Int == 0)
            #expect(web["Image"] as? String == "busybox:stable")
        }
    }

    @Test func `ls lists projects`() async throws {
        try await Scenario.with(compose: Self.text) { scenario in
            try await scenario.succeed("up", "-d", "web")
            let table = try await scenario.succeed("ls").outputLines
            let line = try #require(table.first { $0.hasPrefix("\(scenario.name) ") })
            #expect(line.contains("running(2)"))
            #expect(line.contains("\(scenario.directory)/compose.yaml"))
            #expect(try await scenario.succeed("ls", "-q").outputLines.contains(scenario.name))

            let json = try await scenario.succeed("ls", "--format", "json", "--filter", "name=\(scenario.name)").output
            let value = try JSONSerialization.jsonObject(with: Data(json.utf8))
            let projects = try #require(value as? [[String: Any]])
            #expect(projects.map { $0["Name"] as? String } == [scenario.name])
            #expect(projects.first?["Status"] as? String == "running(2)")

            try await scenario.succeed("stop")
            #expect(try await !scenario.succeed("ls", "-q").outputLines.contains(scenario.name))
            #expect(try await scenario.succeed("ls", "-a", "-q").outputLines.contains(scenario.name))
        }
    }

    @Test func `config prints the project that the files make`() async throws {
        let files = [
            "compose.yaml": "services:\n  web: {image: \"busybox:${TAG:-none}\", ports: [\"8080:80\"]}\n",
            "compose.override.yaml": "services:\n  web: {environment: [MODE=debug]}\n",
            ".env": "TAG=stable\n",
        ]
        try await Scenario.with(files) { scenario in
            let yaml = try await scenario.succeed("config").output
            #expect(yaml.contains("name: \(scenario.name)\n"))
            #expect(yaml.contains("image: busybox:stable\n"))
            #expect(yaml.contains("MODE: debug\n"))

            let json = try object(try await scenario.succeed("config", "--format", "json").output)
            let services = try #require(json["services"] as? [String: [String: Any]])
            #expect(services["web"]?["image"] as? String == "busybox:stable")
            let port = try #require((services["web"]?["ports"] as? [[String: Any]])?.first)
            #expect(port["target"] as? Int == 80)
            #expect(port["published"] as? String == "8080")

            // What it prints is a file itself, and the same project.
            try scenario.write("whole.yaml", yaml)
            #expect(try await scenario.succeed("-f", "whole.yaml", "config").output == yaml)
            #expect(try await scenario.succeed("config", "--services").outputLines == ["web"])
            #expect(try await scenario.succeed("config", "-q").output == "")
        }
    }
}
