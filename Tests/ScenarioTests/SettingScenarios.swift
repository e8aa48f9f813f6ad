import DockerEngine
import Testing

/// Settings of a service as they are felt inside its containers.
@Suite(.engine, .serialized, .timeLimit(.minutes(2))) struct SettingScenarios {
    @Test func `containers find each other by service and alias, at the address that was asked for`() async throws {
        // An address range that no other network is likely to have.
        let net = "10.231.\(Int.random(in: 0...255))"
        let text = """
            services:
              server:
                image: busybox:stable
                command: sleep 1000
                stop_signal: SIGKILL
                networks:
                  back: {ipv4_address: \(net).10, aliases: [storage]}
                  front:
              client: {\(Scenario.idle), networks: [back]}
            networks:
              back: {ipam: {config: [{subnet: \(net).0/24}]}}
              front:
            """
        try await Scenario.with(compose: text) { scenario in
            try await scenario.succeed("up", "-d")
            let server = try await scenario.container("server")
            #expect(Set(server.networks.keys) == ["\(scenario.name)_back", "\(scenario.name)_front"])
            #expect(server.networks["\(scenario.name)_back"]?.ipAddress == "\(net).10")
            for name in ["server", "storage", "\(scenario.name)-server-1"] {
                let answer = try await scenario.inside("client", "ping -c 1 -W 5 \(name)")
                #expect(answer.contains("(\(net).10)"))
            }
            #expect(server.networks["\(scenario.name)_back"]?.aliases.contains("storage") == true)
            #expect(server.networks["\(scenario.name)_front"]?.aliases.contains("storage") == false)
        }
    }

    @Test func `a service may share the network of another, or have none`() async throws {
        let text = """
            services:
              owner: {\(Scenario.idle), hostname: owner-of-it}
              guest: {\(Scenario.idle), network_mode: "service:owner"}
              hermit: {\(Scenario.idle), network_mode: none}
            """
        try await Scenario.with(compose: text) { scenario in
            try await scenario.succeed("up", "-d")
            let owner = try await scenario.container("owner")
            #expect(try await scenario.container("guest").host.networkMode == "container:\(owner.id)")
            #expect(try await scenario.inside("guest", "hostname") == "owner-of-it")
            #expect(try await scenario.container("hermit").host.networkMode == "none")
            #expect(try await scenario.inside("hermit", "grep -c eth0 /proc/net/dev || true") == "0")
            let guest = try await scenario.container("guest").id
            try await scenario.succeed("up", "-d")
            #expect(try await scenario.container("guest").id == guest)
        }
    }

    @Test func `user, limits, init process and a root that cannot be written`() async throws {
        let text = """
            services:
              web:
                image: busybox:stable
                command: sleep 1000
                stop_signal: SIGKILL
                init: true
                user: "1000:1000"
                read_only: true
                working_dir: /tmp
                hostname: inner
                environment: {PLAIN: a b, FROM_SHELL: }
                ulimits: {nofile: {soft: 123, hard: 456}}
                extra_hosts: ["db.local:10.1.2.3"]
                labels: {team: blue}
            """
        try await Scenario.with(compose: text) { scenario in
            try await scenario.succeed("up", "-d", environment: ["FROM_SHELL": "passed on"])
            #expect(try await scenario.inside("web", "id -u; id -g") == "1000\n1000")
            #expect(try await scenario.inside("web", "ulimit -n") == "123")
            #expect(try await scenario.inside("web", "ulimit -Hn") == "456")
            #expect(try await scenario.inside("web", "pwd; hostname") == "/tmp\ninner")
            #expect(try await scenario.inside("web", "cat /proc/1/comm") != "sleep")
            #expect(try await scenario.inside("web", "touch /tmp/x 2>/dev/null || echo refused") == "refused")
            #expect(try await scenario.inside("web", "echo $PLAIN/$FROM_SHELL") == "a b/passed on")
            #expect(try await scenario.inside("web", "grep db.local /etc/hosts | cut -f1") == "10.1.2.3")
            #expect(try await scenario.container("web").config.labels["team"] == "blue")
        }
    }

    @Test func `variables of env files reach the container`() async throws {
        let files = [
            "compose.yaml": """
            services:
              web: {\(Scenario.idle), env_file: [base.env, more.env], environment: {THIRD: "${THIRD}"}}
            """,
            ".env": "THIRD=of the project\n",
            "base.env": "FIRST=1\nSECOND=\"two words\"\n",
            "more.env": "FIRST=one\n",
        ]
        try await Scenario.with(files) { scenario in
            try await scenario.succeed("up", "-d")
            let environment = Set(try await scenario.container("web").config.environment)
            #expect(environment.isSuperset(of: ["FIRST=one", "SECOND=two words", "THIRD=of the project"]))
        }
    }
}
