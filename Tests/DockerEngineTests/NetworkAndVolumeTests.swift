import Testing

@testable import DockerEngine

@Suite(.timeLimit(.minutes(1)))
struct NetworkAndVolumeTests {
    @Test func `a network is created as it is described`() async throws {
        let engine = try StubEngine(answering: .json(#"{"Id":"n1","Warning":""}"#, status: 201))
        var creation = NetworkCreation(name: "shop_default")
        creation.driver = "bridge"
        creation.enablesIPv6 = true
        creation.labels = ["a": "b"]
        var pool = IPAMConfig.Pool()
        pool.subnet = "10.1.0.0/16"
        pool.auxiliaryAddresses = ["router": "10.1.0.9"]
        creation.ipam = IPAMConfig()
        creation.ipam?.pools = [pool]
        let created = try await engine.client().createNetwork(creation)
        #expect(created.id == "n1")
        #expect(created.warning == nil)
        #expect(engine.lines == ["POST /v1.51/networks/create"])
        #expect(
            engine.requests.first?.text
                == #"{"CheckDuplicate":true,"Driver":"bridge","EnableIPv6":true,"IPAM":{"Config":[{"#
                + #""AuxiliaryAddresses":{"router":"10.1.0.9"},"Subnet":"10.1.0.0/16"}]},"Labels":{"a":"b"},"#
                + #""Name":"shop_default"}"#
        )
    }

    @Test func `an empty address plan is left to the engine`() async throws {
        let engine = try StubEngine(answering: .json(#"{"Id":"n1"}"#, status: 201))
        var creation = NetworkCreation(name: "x")
        creation.ipam = IPAMConfig()
        _ = try await engine.client().createNetwork(creation)
        #expect(engine.requests.first?.text == #"{"CheckDuplicate":true,"Name":"x"}"#)
    }

    @Test func `a network is read with its members`() async throws {
        let engine = try StubEngine(
            answering: .json(
                #"{"Id":"n1","Name":"x","EnableIPv6":false,"Labels":null,"Options":{},"IPAM":{"Driver":"default","#
                    + #""Options":null,"Config":[{"Subnet":"10.1.0.0/16","Gateway":"10.1.0.1"}]},"#
                    + #""Containers":{"c1":{"Name":"web","IPv4Address":"10.1.0.2/16"}}}"#
            )
        )
        let network = try await engine.client().inspectNetwork("x")
        #expect(network.members["c1"]?.ipv4Address == "10.1.0.2/16")
        #expect(network.ipam.pools.first?.gateway == "10.1.0.1")
        #expect(network.isIPv4Enabled == nil)
        #expect(engine.lines == ["GET /v1.51/networks/x"])
    }

    @Test func `containers join and leave networks`() async throws {
        let engine = try StubEngine(answering: .status(200))
        let client = engine.client()
        var settings = EndpointSettings()
        settings.aliases = ["web"]
        try await client.connect("c1", toNetwork: "n1", settings: settings)
        try await client.disconnect("c1", fromNetwork: "n1", force: true)
        try await client.removeNetwork("n1")
        #expect(
            engine.lines == [
                "POST /v1.51/networks/n1/connect", "POST /v1.51/networks/n1/disconnect", "DELETE /v1.51/networks/n1",
            ]
        )
        #expect(engine.requests[0].text == #"{"Container":"c1","EndpointConfig":{"Aliases":["web"]}}"#)
        #expect(engine.requests[1].text == #"{"Container":"c1","Force":true}"#)
    }

    @Test func `volumes are listed, made and removed`() async throws {
        let volume = #"{"Name":"data","Driver":"local","Labels":null,"Options":{"type":"nfs"}}"#
        let engine = try StubEngine { request in
            switch request.line {
            case "GET /v1.51/volumes/data", "POST /v1.51/volumes/create": .json(volume)
            case "GET /v1.51/volumes": .json(#"{"Volumes":null,"Warnings":null}"#)
            case let line where line.hasPrefix("GET"): .json(#"{"Volumes":[\#(volume)]}"#)
            default: .status(204)
            }
        }
        let client = engine.client()
        #expect(try await client.listVolumes().isEmpty)
        #expect(try await client.listVolumes(filters: ["dangling": ["true"]]).map(\.name) == ["data"])
        #expect(try await client.inspectVolume("data").options == ["type": "nfs"])
        var creation = VolumeCreation(name: "data")
        creation.driverOptions = ["type": "nfs"]
        #expect(try await client.createVolume(creation).driver == "local")
        try await client.removeVolume("data", force: true)
        #expect(
            engine.lines == [
                "GET /v1.51/volumes", "GET /v1.51/volumes?filters=%7B%22dangling%22%3A%5B%22true%22%5D%7D",
                "GET /v1.51/volumes/data", "POST /v1.51/volumes/create", "DELETE /v1.51/volumes/data?force=1",
            ]
        )
        #expect(engine.requests[3].text == #"{"DriverOpts":{"type":"nfs"},"Name":"data"}"#)
    }

    @Test func `the system describes itself`() async throws {
        let engine = try StubEngine { request in
            request.target.hasSuffix("/version")
                ? .json(#"{"Version":"28.0.1","ApiVersion":"1.48","MinAPIVersion":"1.24","Os":"linux"}"#)
                : .json(
                    #"{"Name":"box","Driver":"overlayfs","CgroupVersion":"2","Swarm":{"LocalNodeState":"active"},"#
                        + #""NCPU":2,"DriverStatus":[["driver-type","io.containerd.snapshotter.v1"]]}"#
                )
        }
        let client = engine.client()
        #expect(try await client.version().apiVersion == "1.48")
        let info = try await client.info()
        #expect(info.swarmState == "active")
        #expect(info.processors == 2)
        #expect(info.usesContainerdImageStore)
        #expect(engine.lines == ["GET /v1.51/version", "GET /v1.51/info"])
    }
}
