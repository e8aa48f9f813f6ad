import Testing

@testable import DockerEngine

/// Answers that engines of different ages and makers do give.
@Suite struct OddAnswerTests {
    private func read<Value: Decodable>(_ type: Value.Type = Value.self, _ text: String) throws -> Value {
        try EngineJSON.decode(type, from: Array(text.utf8), answering: "GET", "/odd")
    }

    @Test func `every object may be empty`() throws {
        #expect(try read(ContainerSummary.self, "{}") == ContainerSummary())
        #expect(try read(ContainerInspection.self, "{}").state == ContainerState())
        #expect(try read(ImageSummary.self, "{}") == ImageSummary())
        #expect(try read(ImageInspection.self, "{}") == ImageInspection())
        #expect(try read(EngineNetwork.self, "{}") == EngineNetwork())
        #expect(try read(EngineVolume.self, "{}") == EngineVolume())
        #expect(try read(EngineEvent.self, "{}") == EngineEvent())
        #expect(try read(EngineInfo.self, "{}") == EngineInfo())
        #expect(try read(EngineVersion.self, "{}") == EngineVersion())
        #expect(try read(ExecInspection.self, "{}") == ExecInspection())
        #expect(try read(BuildProgress.self, "{}") == BuildProgress())
        #expect(try read(ImageProgress.self, "{}") == ImageProgress())
    }

    @Test func `every field of a container may be null`() throws {
        let container = try read(
            ContainerSummary.self,
            #"""
            {"Id":"c1","Names":null,"Image":null,"ImageID":null,"Command":null,"Created":null,"Ports":null,
             "Labels":null,"State":null,"Status":null,"Mounts":null,"HostConfig":null,
             "NetworkSettings":{"Networks":{"gone":null,"here":{"NetworkID":"n1","IPAMConfig":null,"Aliases":null}}}}
            """#
        )
        #expect(container.id == "c1")
        #expect(container.name == "c1")
        #expect(Array(container.networks.keys) == ["here"])
        #expect(container.networks["here"]?.networkID == "n1")
        #expect(container.health == nil)
    }

    @Test func `a container's own name is told from those that links gave it`() throws {
        let container = try read(ContainerSummary.self, #"{"Names":["/shop-db-1/web","/shop-web-1"]}"#)
        #expect(container.name == "shop-web-1")
    }

    @Test func `a word that nobody knows yet is kept`() throws {
        let container = try read(ContainerSummary.self, #"{"State":"hibernating","NewField":{"a":[1]}}"#)
        #expect(container.state.rawValue == "hibernating")
        #expect(container.state != .running)
    }

    static let statuses: [(String, HealthStatus?, Int?)] = [
        ("Up 3 seconds (healthy)", .some(.healthy), nil),
        ("Up About a minute (unhealthy)", .some(.unhealthy), nil),
        ("Up Less than a second (health: starting)", .some(.starting), nil),
        ("Up 2 hours", nil, nil), ("Up 2 hours (Paused)", nil, nil), ("Created", nil, nil),
        ("Exited (137) 5 seconds ago", nil, 137), ("Exited (0) 2 days ago", nil, 0),
        ("Restarting (1) 3 seconds ago", nil, 1), ("", nil, nil), ("Exited (", nil, nil), ("Up )(", nil, nil),
    ]

    @Test(arguments: OddAnswerTests.statuses)
    func `health and exit code are read from the status`(text: String, health: HealthStatus?, code: Int?) {
        var container = ContainerSummary()
        container.status = text
        #expect(container.health == health)
        #expect(container.exitCode == code)
    }

    @Test func `an inspection is read with all its parts`() throws {
        let container = try read(
            ContainerInspection.self,
            #"""
            {"Id":"c1","Name":"/web","Created":"2025-01-01T00:00:00Z","Image":"sha256:1","RestartCount":2,
             "State":{"Status":"running","Running":true,"ExitCode":0,"Health":{"Status":"starting","FailingStreak":1,
              "Log":[{"Start":"s","End":"e","ExitCode":1,"Output":"no"}]}},
             "Config":{"Tty":true,"Env":null,"Cmd":[],"Entrypoint":null,"Labels":{"a":"b"},"StopTimeout":3,
              "Healthcheck":{"Test":["NONE"]}},
             "HostConfig":{"NetworkMode":"default","RestartPolicy":{"Name":"","MaximumRetryCount":0},
              "LogConfig":{"Type":"json-file","Config":{}},"PortBindings":{"80/tcp":null}},
             "NetworkSettings":{"Ports":{"80/tcp":null,"90/tcp":[{"HostIp":"0.0.0.0","HostPort":"9"}]},"Networks":{}},
             "Mounts":[{"Type":"bind","Source":"/a","Destination":"/b","RW":true,"Name":""}]}
            """#
        )
        #expect(container.name == "web")
        #expect(container.state.isRunning)
        #expect(container.state.health?.status == .starting)
        #expect(container.state.health?.log.first?.output == "no")
        #expect(container.config.hasTerminal)
        #expect(container.config.command == [])
        #expect(container.config.entrypoint == nil)
        #expect(container.config.healthcheck?.isActive == false)
        #expect(container.host.restartPolicy == RestartPolicy(name: "no"))
        #expect(container.host.logDriver == "json-file")
        #expect(container.ports == ["80/tcp": [], "90/tcp": [PortBinding(hostAddress: "0.0.0.0", hostPort: "9")]])
        #expect(container.mounts.first?.isWritable == true)
        #expect(container.mounts.first?.name == nil)
        #expect(container.restartCount == 2)
    }

    @Test func `a field of the wrong kind names itself`() throws {
        let error = try #require(throws: EngineAnswerUnreadable.self) {
            _ = try read([ContainerSummary].self, #"[{"Id":"c1","Names":"web"}]"#)
        }
        #expect(error.description.contains("Names"))
    }

    @Test func `time in seconds stands in for a time that is missing`() throws {
        #expect(try read(EngineEvent.self, #"{"Action":"die","time":3}"#).timeNano == 3_000_000_000)
        #expect(try read(EngineEvent.self, #"{"Action":"die","time":9223372036854775807}"#).action == "die")
    }
}
