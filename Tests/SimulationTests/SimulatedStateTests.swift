import TestSupport
import Testing

/// The simulated engine refuses and allows what an engine does, or tests on it tell nothing.
@Suite struct SimulatedStateTests {
    private let second = 1_000_000_000

    private func request(
        _ service: String = "web",
        hasHealthcheck: Bool = false,
        networks: [String] = []
    ) -> ContainerRequest {
        var request = ContainerRequest(image: "busybox:stable")
        request.labels = ["com.docker.compose.service": service, "com.docker.compose.project": "shop"]
        request.hasHealthcheck = hasHealthcheck
        for network in networks { request.endpoints[network] = [] }
        return request
    }

    private func actions(_ state: SimulatedState) -> [String] {
        state.events.filter { $0.kind == .container }.map(\.action)
    }

    @Test func `a name is one container's, until that is renamed or removed`() throws {
        var state = SimulatedState()
        let first = try state.createContainer(named: "web", request(), at: 1)
        let conflict = refusal { try state.createContainer(named: "web", request(), at: 2) }
        #expect(conflict?.status == 409)
        try state.renameContainer(first, to: "old", at: 3)
        let second = try state.createContainer(named: "web", request(), at: 4)
        let taken = refusal { try state.renameContainer(first, to: "web", at: 5) }
        #expect(taken?.status == 409)
        try state.removeContainer(second, force: false, volumes: false, at: 6)
        try state.renameContainer(first, to: "web", at: 7)
        #expect(state.container("web")?.id == first)
        #expect(state.container(String(first.prefix(12)))?.name == "web")
        #expect(actions(state) == ["create", "rename", "create", "destroy", "rename"])
    }

    @Test func `what is there is started and stopped once, and what is not is not found`() throws {
        var state = SimulatedState()
        let id = try state.createContainer(named: "web", request(), at: 1)
        let started = [try state.startContainer(id, at: 2), try state.startContainer(id, at: 3)]
        #expect(started == [true, false])
        let running = #expect(throws: Refusal.self) {
            try state.removeContainer(id, force: false, volumes: false, at: 4)
        }
        #expect(running?.status == 409)
        let stopped = [try state.stopContainer(id, at: 5), try state.stopContainer(id, at: 6)]
        #expect(stopped == [true, false])
        let idle = refusal { try state.killContainer(id, signal: nil, at: 7) }
        #expect(idle?.status == 409)
        #expect(actions(state) == ["create", "start", "kill", "die", "stop"])
        let deaths = state.events.filter { $0.action == "die" }
        let death = try #require(deaths.last)
        #expect(death.attributes["exitCode"] == "143")
        #expect(death.attributes["com.docker.compose.project"] == "shop")
        try state.removeContainer("web", force: false, volumes: false, at: 8)
        let gone = refusal { try state.startContainer(id, at: 9) }
        #expect(gone?.status == 404)
    }

    @Test func `an image that is not there makes no container`() throws {
        var state = SimulatedState()
        let absent = #expect(throws: Refusal.self) {
            try state.createContainer(named: "web", ContainerRequest(image: "nginx"), at: 1)
        }
        #expect(absent?.status == 404)
        state.addImage("docker.io/library/nginx:latest")
        _ = try state.createContainer(named: "web", ContainerRequest(image: "nginx"), at: 2)
        #expect(state.containers.count == 1)
    }

    @Test func `health and exit come when the script says, and not after the container has ended`() throws {
        var script = SimulationScript()
        script.services["db"] = ServiceBehaviour()
        script.services["db"]?.healthyAfter = .seconds(1)
        script.services["job"] = ServiceBehaviour()
        script.services["job"]?.exitsAfter = .seconds(2)
        script.services["job"]?.exitCode = 3
        var state = SimulatedState(script: script)
        let db = try state.createContainer(named: "db", request("db", hasHealthcheck: true), at: 0)
        let job = try state.createContainer(named: "job", request("job"), at: 0)
        #expect(state.nextDue == nil)
        _ = try state.startContainer(db, at: 0)
        _ = try state.startContainer(job, at: 0)
        #expect(state.container("db")?.health == .starting)
        #expect(state.nextDue == second)
        state.advance(to: second)
        #expect(state.container("db")?.health == .healthy)
        #expect(state.container("job")?.status == .running)
        state.advance(to: 3 * second)
        #expect(state.container("job")?.status == .exited)
        #expect(state.container("job")?.exitCode == 3)
        #expect(state.nextDue == nil)
        #expect(actions(state).suffix(2) == ["health_status: healthy", "die"])

        _ = try state.stopContainer(db, at: 4 * second)
        _ = try state.startContainer(db, at: 5 * second)
        _ = try state.stopContainer(db, at: 5 * second)
        state.advance(to: 10 * second)
        #expect(state.container("db")?.health == nil)
        let checks = actions(state).filter { $0.hasPrefix("health_status") }
        #expect(checks.count == 1)
    }

    @Test func `a network is found at the start, and stays while a running container is on it`() throws {
        var state = SimulatedState()
        let id = try state.createContainer(named: "web", request(networks: ["back"]), at: 1)
        let missing = refusal { try state.startContainer(id, at: 2) }
        #expect(missing?.status == 404)
        let network = try state.createNetwork(NetworkRequest(name: "back"), at: 3)
        _ = try state.startContainer(id, at: 4)
        #expect(state.container("web")?.endpoints["back"]?.networkID == network)
        let used = refusal { try state.removeNetwork("back", at: 5) }
        #expect(used?.status == 403)
        #expect(used?.message.contains("has active endpoints") == true)
        _ = try state.stopContainer(id, at: 6)
        try state.removeNetwork("back", at: 7)
        #expect(state.networks.allSatisfy { $0.isPredefined })
    }

    @Test func `old engines make a second network of a name unless asked not to, and then cannot tell them apart`()
        throws
    {
        var state = SimulatedState()
        var wanted = NetworkRequest(name: "back")
        _ = try state.createNetwork(wanted, at: 1)
        let twin = try state.createNetwork(wanted, at: 2)
        let ambiguous = refusal { try state.network("back") }
        #expect(ambiguous?.message.contains("is ambiguous") == true)
        let found = try state.network(twin)
        #expect(found.id == twin)
        wanted.checksDuplicate = true
        let checked = refusal { try state.createNetwork(wanted, at: 3) }
        #expect(checked?.status == 409)
        state.apiMinor = 44
        wanted.checksDuplicate = false
        let newer = refusal { try state.createNetwork(wanted, at: 4) }
        #expect(newer?.status == 409)
    }

    @Test func `old engines take one network at creation`() throws {
        var state = SimulatedState()
        let both = request(networks: ["back", "front"])
        let tooMany = refusal { try state.createContainer(named: "web", both, at: 1) }
        #expect(tooMany?.status == 400)
        state.apiMinor = 44
        _ = try state.createContainer(named: "web", both, at: 2)
        #expect(state.container("web")?.endpoints.keys.sorted() == ["back", "front"])
    }

    @Test func `volumes come with containers, and named ones outlive them`() throws {
        var state = SimulatedState()
        var wanted = request()
        wanted.mounts = [
            ContainerRequest.Mount(type: "volume", source: "data", target: "/data"),
            ContainerRequest.Mount(type: "volume", source: "", target: "/cache"),
        ]
        let id = try state.createContainer(named: "web", wanted, at: 1)
        #expect(state.volumes.map(\.isAnonymous) == [false, true])
        let used = refusal { try state.removeVolume("data", at: 2) }
        #expect(used?.status == 409)
        try state.removeContainer(id, force: false, volumes: true, at: 3)
        #expect(state.volumes.map(\.name) == ["data"])
        try state.removeVolume("data", at: 4)
        let gone = refusal { try state.removeVolume("data", at: 5) }
        #expect(gone?.status == 404)
    }

    @Test func `a copy goes on by itself, and comes to the same words`() throws {
        var state = SimulatedState()
        _ = try state.createNetwork(NetworkRequest(name: "back"), at: 1)
        var copy = state
        for index in 0..<2 {
            let id = try state.createContainer(named: "web-\(index)", request(networks: ["back"]), at: 2)
            _ = try state.startContainer(id, at: 3)
        }
        for index in [1, 0] {
            let id = try copy.createContainer(named: "web-\(index)", request(networks: ["back"]), at: 20)
            _ = try copy.startContainer(id, at: 30)
        }
        #expect(copy.summary == state.summary)
        #expect(copy != state)
        #expect(state.summary.hasPrefix("container web-0: running, web -, hash -, on [back], with []\n"))
        _ = try copy.stopContainer("web-1", at: 40)
        #expect(copy.summary != state.summary)
        #expect(copy.events.map(\.time) == copy.events.map(\.time).sorted())
    }
}

/// What the work throws; nil when it is not refused.
private func refusal<Value>(_ work: () throws -> Value) -> Refusal? {
    do {
        _ = try work()
        return nil
    } catch {
        return error as? Refusal
    }
}
