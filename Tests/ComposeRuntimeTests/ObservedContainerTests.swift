import ComposePlan
import DockerEngine
import Testing

@testable import ComposeRuntime

/// What the engine's list tells of a container in words.
@Suite struct ObservedContainerTests {
    private func observed(_ state: String, _ status: String) -> ObservedContainer {
        var summary = ContainerSummary()
        summary.id = "abc"
        summary.names = ["/shop-web-2"]
        summary.state = ContainerStatus(rawValue: state)
        summary.status = status
        summary.labels = [
            ComposeLabel.service: "web", ComposeLabel.containerNumber: "2", ComposeLabel.oneOff: "False",
            ComposeLabel.configHash: "hash",
        ]
        return ObservedContainer(summary)
    }

    static let statuses: [(String, String, ObservedContainer.Health)] = [
        ("running", "Up 3 minutes", .none),
        ("running", "Up 3 minutes (healthy)", .healthy),
        ("running", "Up 3 minutes (unhealthy)", .unhealthy),
        ("running", "Up Less than a second (health: starting)", .starting),
        ("paused", "Up 2 hours (Paused)", .none),
        ("exited", "Exited (1) 3 minutes ago", .none),
    ]

    @Test(arguments: ObservedContainerTests.statuses)
    func `health is the end of the status`(state: String, status: String, health: ObservedContainer.Health) {
        #expect(observed(state, status).health == health)
    }

    @Test func `the exit code is in the status of what has ended`() {
        #expect(observed("exited", "Exited (137) 3 minutes ago").exitCode == 137)
        #expect(observed("exited", "Exited (0) Less than a second ago").exitCode == 0)
        #expect(observed("running", "Up 3 minutes (healthy)").exitCode == nil)
        #expect(observed("created", "Created").exitCode == nil)
    }

    @Test func `labels tell which replica of which service it is`() {
        let container = observed("running", "Up 1 second")
        #expect(container.name == "shop-web-2")
        #expect(container.service == "web")
        #expect(container.number == 2)
        #expect(!container.isOneOff)
        #expect(container.configHash == "hash")
        #expect(container.state == .running)
    }

    @Test func `a one-off has no number`() {
        var summary = ContainerSummary()
        summary.labels = [ComposeLabel.service: "web", ComposeLabel.oneOff: "True"]
        let container = ObservedContainer(summary)
        #expect(container.isOneOff)
        #expect(container.number == 0)
    }

    @Test func `only published ports are ports of the host`() {
        var published = PublishedPort()
        published.hostAddress = "0.0.0.0"
        published.hostPort = 8080
        published.proto = "tcp"
        var exposed = PublishedPort()
        exposed.containerPort = 80
        var summary = ContainerSummary()
        summary.ports = [published, exposed]
        #expect(ObservedContainer(summary).ports.map(\.description) == ["0.0.0.0:8080"])
    }

    @Test func `networks are known by id and mounts by volume`() {
        var endpoint = NetworkEndpoint()
        endpoint.networkID = "n1"
        endpoint.ipAddress = "172.18.0.5"
        var mount = MountPoint()
        mount.type = "volume"
        mount.name = "shop_data"
        mount.destination = "/data"
        var summary = ContainerSummary()
        summary.networks = ["shop_default": endpoint]
        summary.mounts = [mount]
        let container = ObservedContainer(summary)
        #expect(container.networks == ["shop_default": "n1"])
        #expect(container.addresses["shop_default"]?.map(\.description) == ["172.18.0.5"])
        #expect(
            container.mounts == [
                ObservedContainer.Mount(kind: "volume", volume: "shop_data", source: "", destination: "/data")
            ]
        )
    }
}
