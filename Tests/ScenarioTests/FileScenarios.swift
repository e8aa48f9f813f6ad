import DockerEngine
import Testing

/// What containers find in their files: secrets, configs, volumes.
@Suite(.engine, .serialized, .timeLimit(.minutes(2))) struct FileScenarios {
    @Test func `secrets and configs are there, with mode and owner`() async throws {
        let text = """
            services:
              web:
                image: busybox:stable
                command: sleep 1000
                stop_signal: SIGKILL
                secrets:
                  - from_file
                  - {source: from_variable, target: token, mode: 0400, uid: "1000"}
                configs:
                  - {source: settings, target: /etc/app/settings.conf}
            secrets:
              from_file: {file: ./secret.txt}
              from_variable: {environment: TOKEN}
            configs:
              settings:
                content: |
                  name = ${NAME}
            """
        try await Scenario.with(["compose.yaml": text, "secret.txt": "of the file"]) { scenario in
            let variables = ["TOKEN": "of the variable", "NAME": "shop"]
            try await scenario.succeed("up", "-d", environment: variables)
            // Every command reads the file, and so needs its variables.
            func inside(_ command: String) async throws -> String {
                let outcome = try await scenario.succeed(
                    "exec",
                    "-T",
                    "web",
                    "sh",
                    "-c",
                    command,
                    environment: variables
                )
                return outcome.output
            }
            #expect(try await inside("cat /run/secrets/from_file") == "of the file")
            #expect(try await inside("cat /run/secrets/token") == "of the variable")
            #expect(try await inside("cat /etc/app/settings.conf") == "name = shop")
            let listed = try await inside("ls -ln /run/secrets/token").split(separator: " ")
            #expect(listed.first == "-r--------")
            #expect(listed.count > 2 && listed[2] == "1000")

            // They are put in anew before each start.
            try await scenario.succeed("stop", environment: variables)
            try await scenario.succeed("start", environment: ["TOKEN": "another", "NAME": "shop"])
            #expect(try await inside("cat /run/secrets/token") == "another")
        }
    }

    @Test func `a secret whose variable is not set is told by name`() async throws {
        let text = """
            services:
              web: {\(Scenario.idle), secrets: [token]}
            secrets:
              token: {environment: TOKEN_OF_NOBODY}
            """
        try await Scenario.with(compose: text) { scenario in
            let outcome = try await scenario.run("up", "-d")
            #expect(outcome.status == 1)
            #expect(outcome.errors.contains("TOKEN_OF_NOBODY"), "\(outcome)")
            #expect(try await !scenario.isRunning("web"))
        }
    }

    @Test func `volumes of every kind are mounted, and what they hold outlives the container`() async throws {
        let text = """
            services:
              web:
                image: busybox:stable
                command: sleep 1000
                stop_signal: SIGKILL
                volumes:
                  - ./site:/site:ro
                  - data:/data
                  - /anonymous
                  - {type: tmpfs, target: /limited, tmpfs: {size: 64k}}
                tmpfs: /scratch
            volumes:
              data:
            """
        try await Scenario.with(["compose.yaml": text, "site/page": "hello"]) { scenario in
            try await scenario.succeed("up", "-d")
            #expect(try await scenario.inside("web", "cat /site/page") == "hello")
            #expect(try await scenario.run("exec", "-T", "web", "touch", "/site/new").status != 0)
            let mounts = try await scenario.inside("web", "grep tmpfs /proc/mounts | cut -d' ' -f2")
            #expect(mounts.split(separator: "\n").contains("/scratch"))
            #expect(mounts.split(separator: "\n").contains("/limited"))
            _ = try await scenario.inside("web", "echo kept > /data/it; echo kept > /anonymous/it")

            try await scenario.succeed("up", "-d", "--force-recreate")
            #expect(try await scenario.inside("web", "cat /data/it /anonymous/it") == "kept\nkept")
            try await scenario.succeed("up", "-d", "--renew-anon-volumes")
            #expect(try await scenario.inside("web", "cat /data/it; ls /anonymous") == "kept")
            try await scenario.succeed("down")
            try await scenario.succeed("up", "-d")
            #expect(try await scenario.inside("web", "cat /data/it") == "kept")
        }
    }
}
