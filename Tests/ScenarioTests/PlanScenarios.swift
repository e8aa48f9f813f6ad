import DockerEngine
import Foundation
import Testing

/// Plans that are shown: they tell what would be done, and do none of it.
@Suite(.engine, .serialized, .timeLimit(.minutes(2))) struct PlanScenarios {
    private func shop(edition: String = "1", more: String = "") -> String {
        """
        services:
          db: {\(Scenario.idle), volumes: ["data:/data"]}
          web: {\(Scenario.idle), depends_on: [db], environment: {EDITION: "\(edition)"}\(more)}
        volumes:
          data:
        """
    }

    /// What the engine holds of a project, down to who runs since when.
    private func holdings(of scenario: Scenario) async throws -> [String] {
        var found: [String] = []
        for container in try await scenario.containers() {
            let state = try await Engine.connected().inspectContainer(container.id).state
            found.append("\(container.id) \(container.name) \(container.state) \(state.startedAt)")
        }
        found += try await Engine.networks(of: scenario.name).map { "\($0.id) \($0.name)" }
        found += try await Engine.volumes(of: scenario.name).map(\.name)
        return found
    }

    /// The part of the object that these tests look at.
    private struct Told: Decodable {
        struct Step: Decodable {
            struct Resource: Decodable {
                var kind: String
                var name: String
            }
            struct Cause: Decodable {
                var kind: String
                var text: String
            }

            var id: Int
            var operation: String
            var resource: Resource
            var service: String?
            var number: Int?
            var cause: Cause
            var after: [Int]
        }
        struct Problem: Decodable {
            var message: String
        }

        var project: String
        var verb: String
        var steps: [Step]
        var problems: [Problem]
        var summary: [String: Int]
    }

    private func told(_ outcome: Outcome) throws -> Told {
        try JSONDecoder().decode(Told.self, from: Data(outcome.output.utf8))
    }

    @Test func `there is something to do until it is done`() async throws {
        try await Scenario.with(compose: shop()) { scenario in
            let first = try await scenario.run("plan")
            #expect(first.status == 2, "\(first)")
            #expect(first.output.hasPrefix("#"))
            #expect(first.outputLines.last == "4 to create, 0 to recreate, 0 to start, 0 to remove")
            #expect(try await holdings(of: scenario).isEmpty)

            try await scenario.succeed("up", "-d")
            let second = try await scenario.run("plan", "up", "-d")
            #expect(second.status == 0 && second.output == "nothing to do\n", "\(second)")
            let down = try await scenario.run("plan", "down", "--volumes")
            #expect(down.status == 2, "\(down)")
            #expect(down.outputLines.last == "0 to create, 0 to recreate, 0 to start, 4 to remove")

            try scenario.write("compose.yaml", shop(edition: "2"))
            let third = try await scenario.run("plan")
            #expect(third.status == 2 && third.outputLines.last?.contains("1 to recreate") == true, "\(third)")
            try await scenario.succeed("up", "-d")
            #expect(try await scenario.run("plan").status == 0)

            try await scenario.succeed("down", "-v")
            #expect(try await scenario.run("plan", "down", "-v").status == 0)
        }
    }

    @Test func `the object can be read, and its edges lead back`() async throws {
        try await Scenario.with(compose: shop()) { scenario in
            let outcome = try await scenario.run("plan", "--json", "up", "web")
            #expect(outcome.status == 2)
            let plan = try told(outcome)
            #expect(plan.project == scenario.name && plan.verb == "up" && plan.problems.isEmpty)
            #expect(plan.steps.map(\.id) == Array(1...plan.steps.count))
            #expect(plan.steps.allSatisfy { step in step.after.allSatisfy { $0 < step.id } })
            let web = try #require(plan.steps.first { $0.operation == "create" && $0.service == "web" })
            #expect(web.resource.kind == "container" && web.resource.name == "\(scenario.name)-web-1")
            #expect(web.number == 1 && web.cause.kind == "noContainer")
            #expect(plan.summary["create"] == 4)
            try await scenario.succeed("up", "-d")
            let done = try await scenario.run("plan", "--json")
            #expect(done.status == 0)
            #expect(try told(done).steps.isEmpty)
        }
    }

    @Test func `a plan that cannot work is told as a refusal is`() async throws {
        let text = shop(more: ", networks: [lan]") + "\nnetworks:\n  lan: {external: true, name: no-such-lan}\n"
        try await Scenario.with(compose: text) { scenario in
            let outcome = try await scenario.run("plan")
            #expect(outcome.status == 1 && outcome.output.isEmpty)
            #expect(outcome.errors.contains("no-such-lan"), "\(outcome)")
            let object = try await scenario.run("plan", "--json")
            #expect(object.status == 1)
            #expect(object.errors.contains("no-such-lan"), "\(object)")
            #expect(try told(object).problems.contains { $0.message.contains("no-such-lan") })
        }
    }

    @Test func `an image that is pulled first leaves open what becomes of its containers`() async throws {
        try await Scenario.with(compose: shop()) { scenario in
            try await scenario.succeed("up", "-d")
            let outcome = try await scenario.run("plan", "up", "--pull", "always")
            #expect(outcome.status == 2)
            #expect(outcome.output.contains("image busybox:stable is pulled first; whether"), "\(outcome)")
        }
    }

    @Test func `a graph is drawn on demand`() async throws {
        try await Scenario.with(compose: shop()) { scenario in
            let outcome = try await scenario.run("plan", "--dot")
            #expect(outcome.status == 2)
            #expect(outcome.output.hasPrefix("digraph \"up \(scenario.name)\" {"), "\(outcome)")
            #expect(outcome.output.contains("label=\"web\";"))
        }
    }

    @Test func `no dry run changes anything, whatever the command`() async throws {
        try await Scenario.with(compose: shop()) { scenario in
            try await scenario.succeed("up", "-d")
            try scenario.write("compose.yaml", shop(edition: "2"))
            let before = try await holdings(of: scenario)
            let commands = [
                ["up", "-d", "--force-recreate"], ["up"], ["create", "--force-recreate"], ["stop"], ["restart"],
                ["down", "-v"], ["down", "web"],
            ]
            for command in commands {
                let outcome = try await scenario.dryRun(command)
                #expect(outcome.status == 0, "\(outcome)")
                #expect(outcome.output.contains(" to recreate"), "\(outcome)")
                #expect(try await holdings(of: scenario) == before, "\(outcome)")
            }
            let run = try await scenario.run("--dry-run", "run", "web", "echo", "spoken")
            #expect(run.status == 0 && run.output.contains("would run 'echo spoken'"), "\(run)")
            let exec = try await scenario.run("--dry-run", "exec", "-T", "web", "touch", "/data/x")
            #expect(exec.status == 0 && exec.output.contains("would be executed"), "\(exec)")
            #expect(try await holdings(of: scenario) == before)
            #expect(try await scenario.inside("db", "ls /data").isEmpty)
        }
    }
}

extension Scenario {
    /// Runs a command with `--dry-run` before it.
    fileprivate func dryRun(_ command: [String]) async throws -> Outcome {
        switch command.count {
        case 1: try await run("--dry-run", command[0])
        case 2: try await run("--dry-run", command[0], command[1])
        default: try await run("--dry-run", command[0], command[1], command[2])
        }
    }
}
