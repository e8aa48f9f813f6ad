import DockerEngine
import Testing

/// Images made from Dockerfiles.
@Suite(.engine, .serialized, .timeLimit(.minutes(2))) struct BuildScenarios {
    @Test func `a service is built from its directory, without what is ignored and with its arguments`() async throws {
        let files = [
            "compose.yaml": """
            services:
              web:
                build: {context: app, args: {GREETING: hello}}
                stop_signal: SIGKILL
            """,
            "app/Dockerfile": """
            FROM busybox:stable
            ARG GREETING=none
            COPY . /context
            RUN echo "$GREETING" > /greeting
            CMD ["sleep", "1000"]
            """,
            "app/.dockerignore": "# notes\n*.log\nsecret\n!keep.log\n",
            "app/a.txt": "a", "app/b.log": "b", "app/keep.log": "c", "app/secret/key": "d", "app/deep/er.log": "e",
        ]
        try await Scenario.with(files) { scenario in
            try await scenario.succeed("up", "-d")
            let image = try #require(try await Engine.images(of: scenario.name).first)
            #expect(image.tags == ["\(scenario.name)-web:latest"])
            #expect(image.labels["com.docker.compose.service"] == "web")
            #expect(try await scenario.container("web").imageID == image.id)
            #expect(try await scenario.inside("web", "cat /greeting") == "hello")
            let found = try await scenario.inside("web", "cd /context && find . -type f | sort")
            #expect(
                found.split(separator: "\n") == [
                    "./.dockerignore", "./Dockerfile", "./a.txt", "./deep/er.log", "./keep.log",
                ]
            )

            let before = try await scenario.container("web").id
            try await scenario.succeed("up", "-d")
            #expect(try await scenario.container("web").id == before)

            try scenario.write("app/a.txt", "changed")
            try await scenario.succeed("up", "-d", "--build")
            #expect(try await scenario.container("web").id != before)
            #expect(try await scenario.inside("web", "cat /context/a.txt") == "changed")
        }
    }

    @Test func `a Dockerfile may stand in the compose file, and a stage may be the end`() async throws {
        let text = """
            services:
              web:
                build:
                  context: .
                  target: base
                  dockerfile_inline: |
                    FROM busybox:stable AS base
                    RUN echo one > /stage
                    FROM base AS final
                    RUN echo two > /stage
                command: cat /stage
            """
        try await Scenario.with(compose: text) { scenario in
            try await scenario.succeed("build")
            let outcome = try await scenario.run("run", "--rm", "-T", "web")
            #expect(outcome.status == 0, "\(outcome)")
            #expect(outcome.outputLines == ["one"], "\(outcome)")
        }
    }

    @Test func `a step that fails is told with what it printed`() async throws {
        let files = [
            "compose.yaml": "services:\n  web: {build: .}\n",
            "Dockerfile": "FROM busybox:stable\nRUN echo the paper is jammed; exit 9\n",
        ]
        try await Scenario.with(files) { scenario in
            let outcome = try await scenario.run("build")
            #expect(outcome.status != 0)
            #expect(outcome.everything.contains("the paper is jammed"), "\(outcome)")
            #expect(outcome.errors.contains("'web'"), "\(outcome)")
            #expect(outcome.errors.contains("9"), "\(outcome)")
            #expect(try await Engine.images(of: scenario.name).isEmpty)
            let up = try await scenario.run("up", "-d")
            #expect(up.status != 0)
            #expect(try await scenario.containers().isEmpty)
        }
    }

    @Test func `a Dockerfile that is missing is told by its path`() async throws {
        try await Scenario.with(compose: "services:\n  web: {build: {context: ., dockerfile: Nofile}}\n") { scenario in
            let outcome = try await scenario.run("build")
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("\(scenario.directory)/Nofile"), "\(outcome)")
        }
    }
}
