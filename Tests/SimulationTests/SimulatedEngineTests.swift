import DockerEngine
import TestSupport
import Testing

/// The simulated engine over the wire, asked by the program's own client.
@Suite(.timeLimit(.minutes(1)))
struct SimulatedEngineTests {
    private func client(of engine: SimulatedEngine) -> EngineClient {
        EngineClient(host: EngineHost(socket: engine.socket))
    }

    private func creation(_ service: String = "web") -> ContainerCreation {
        var creation = ContainerCreation(image: "busybox:stable")
        creation.config.labels = ["com.docker.compose.project": "shop", "com.docker.compose.service": service]
        creation.config.healthcheck = HealthcheckConfig()
        creation.config.healthcheck?.test = ["CMD", "true"]
        creation.host.binds = ["data:/data:rw"]
        return creation
    }

    @Test func `a container's life is seen by lists, inspections and events`() async throws {
        try await SimulatedEngine.with { engine -> Void in
            let client = client(of: engine)
            #expect(try await client.negotiatedVersion() == APIVersion(1, 41))
            let filters: EngineFilters = ["label": ["com.docker.compose.project=shop"]]
            let events = try await client.events(filters: filters.adding("type", "container"))
            var creation = creation()
            creation.endpoints["back"] = EndpointSettings()
            let network = try await client.createNetwork(NetworkCreation(name: "back"))
            let created = try await client.createContainer(creation, name: "shop-web-1")
            #expect(try await client.listContainers(filters: filters).isEmpty)
            #expect(try await client.startContainer(created.id))
            #expect(try await !client.startContainer(created.id))

            var seen: [String] = []
            for try await event in events {
                #expect(event.attributes["name"] == "shop-web-1")
                seen.append(event.detail.map { "\(event.action) \($0)" } ?? event.action)
                if event.action == "health_status" { break }
            }
            #expect(seen == ["create", "start", "health_status healthy"])

            let list = try await client.listContainers(filters: filters)
            let listed = try #require(list.first)
            #expect(listed.name == "shop-web-1")
            #expect(listed.state == .running)
            #expect(listed.health == .healthy)
            #expect(listed.networks["back"]?.networkID == network.id)
            #expect(listed.mounts.map(\.name) == ["data"])
            let inspection = try await client.inspectContainer(created.id)
            #expect(inspection.state.health?.status == .healthy)
            #expect(inspection.config.labels["com.docker.compose.service"] == "web")

            #expect(try await client.stopContainer(created.id))
            #expect(try await client.listContainers(all: true).first?.exitCode == 143)
            try await client.removeContainer(created.id, force: true)
            #expect(try await client.listContainers(all: true).isEmpty)
            #expect(try await client.listVolumes().map(\.name) == ["data"])
        }
    }

    @Test func `events since a moment come first, and a wait tells the exit code`() async throws {
        var state = SimulatedState()
        var job = ServiceBehaviour()
        job.exitsAfter = .milliseconds(50)
        job.exitCode = 7
        state.script.services["job"] = job
        try await SimulatedEngine.with(state) { engine -> Void in
            let client = client(of: engine)
            let created = try await client.createContainer(creation("job"), name: "job")
            let wait = try await client.openWait(for: created.id, until: .nextExit)
            try await client.startContainer(created.id)
            #expect(try await wait.exitCode() == 7)
            let events = try await client.events(filters: ["event": ["start", "die"]], since: "0")
            var seen: [String] = []
            for try await event in events {
                seen.append(event.action)
                if event.action == "die" {
                    #expect(event.exitCode == 7)
                    break
                }
            }
            #expect(seen == ["start", "die"])
        }
    }

    @Test func `images, networks and volumes are found and refused as an engine does`() async throws {
        try await SimulatedEngine.with { engine -> Void in
            let client = client(of: engine)
            let images = try await client.listImages(filters: ["reference": ["busybox:stable", "absent:1"]])
            #expect(images.map(\.tags) == [["busybox:stable"]])
            #expect(try await client.inspectImage("busybox:stable")?.id == images.first?.id)
            #expect(try await client.inspectImage("absent:1") == nil)
            let network = try await client.createNetwork(NetworkCreation(name: "back"))
            let twin = await #expect(throws: EngineError.self) {
                _ = try await client.createNetwork(NetworkCreation(name: "back"))
            }
            #expect(twin?.isConflict == true)
            #expect(try await client.listNetworks(filters: ["name": ["back"]]).map(\.id) == [network.id])
            try await client.removeNetwork(network.id)
            let gone = await #expect(throws: EngineError.self) { try await client.removeNetwork(network.id) }
            #expect(gone?.isNotFound == true)
            let volume = try await client.createVolume(VolumeCreation(name: "data"))
            #expect(volume.name == "data")
            try await client.removeVolume("data", force: true)
            #expect(try await client.listVolumes().isEmpty)
        }
    }

    @Test func `a fault strikes the call that it is for, before or after its effect`() async throws {
        let faults = [
            Fault(.answers(status: 500), at: .call(2)),
            Fault(.cutsAfter, at: .first("POST", "/rename")),
            Fault(.cutsBefore, at: .first("DELETE", "/volumes/spare")),
        ]
        try await SimulatedEngine.with(faults: faults) { engine -> Void in
            let client = client(of: engine)
            let failure = await #expect(throws: EngineError.self) {
                _ = try await client.createContainer(creation(), name: "web")
            }
            #expect(failure?.status == 500)
            #expect(engine.state.containers.isEmpty)
            let created = try await client.createContainer(creation(), name: "web")

            // Sent again over a new connection, the name is taken by then.
            await #expect(throws: (any Error).self) { try await client.renameContainer(created.id, to: "renamed") }
            #expect(engine.state.container("renamed")?.id == created.id)

            _ = try await client.createVolume(VolumeCreation(name: "spare"))
            // The transport may send a call again that was cut on a connection that it kept.
            let wasRemoved = (try? await client.removeVolume("spare")) != nil
            let deletions = engine.calls.filter { $0.method == "DELETE" }
            #expect(deletions.count == (wasRemoved ? 2 : 1))
            let isThere = engine.state.volumes.contains { $0.name == "spare" }
            #expect(isThere != wasRemoved)

            #expect(engine.struck.count == 3)
            #expect(engine.calls.map(\.number) == Array(1...engine.calls.count))
        }
    }

    @Test func `an engine that restarts holds what it held, and forgets its events`() async throws {
        try await SimulatedEngine.with { engine -> Void in
            let client = client(of: engine)
            _ = try await client.createContainer(creation(), name: "web")
            engine.restart(downtime: .milliseconds(500))
            await #expect(throws: (any Error).self) { _ = try await client.listContainers(all: true) }
            try await eventually("the engine is back") {
                // Until then there is no answer.
                (try? await client.ping()) != nil
            }
            #expect(try await client.listContainers(all: true).map(\.name) == ["web"])
            #expect(engine.state.events.isEmpty)
        }
    }

    @Test func `a stopped engine is gone`() async throws {
        let engine = try SimulatedEngine()
        let client = client(of: engine)
        _ = try await client.ping()
        engine.stop()
        await #expect(throws: EngineUnreachable.self) { _ = try await client.ping() }
        #expect(try await engine.settles(within: .seconds(5)))
    }
}
