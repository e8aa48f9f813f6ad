import ComposeModel
import ComposePlan
import DockerEngine
import OrderedCollections
import Testing

@testable import ComposeRuntime

/// Containers of hooks that run before their service.
@Suite struct HookContainerTests {
    private func specification(_ change: (inout Service, inout Hook) -> Void = { _, _ in }) throws
        -> ContainerSpecification
    {
        var service = Specifying().service
        service.environment = ["MODE": "serve", "PLACE": "here"]
        service.command = ["serve"]
        service.user = "app"
        var hook = Hook()
        hook.command = ["migrate"]
        hook.environment = ["MODE": "migrate"]
        change(&service, &hook)
        let container = HookContainer(hook: hook, service: service, name: "shop-web-1-pre_start-0", lender: "c1")
        return try container.specification(
            image: "nginx",
            digest: "sha256:abc",
            variables: ["DB_URL": "x"],
            apiVersion: APIVersion(1, 41),
            in: Specifying().project,
            ProjectNames(project: "shop")
        )
    }

    @Test func `a hook's words stand over the service's`() throws {
        let config = try specification { _, hook in hook.user = "root" }.creation.config
        #expect(config.command == ["migrate"])
        #expect(config.user == "root")
        #expect(config.environment == ["DB_URL=x", "MODE=migrate", "PLACE=here"])
        #expect(try specification { _, hook in hook.command = [] }.creation.config.command == ["serve"])
        #expect(try specification().creation.config.user == "app")
    }

    @Test func `it sees the volumes of the container that starts next, and nothing else of it`() throws {
        let creation = try specification { service, _ in
            service.mounts = [Mount(.volume, source: "data", target: "/data")]
            service.ports = [Port(target: 80)]
            service.restart = "always"
            service.containerName = "web"
        }.creation
        #expect(creation.host.volumesFrom == ["c1"])
        #expect(creation.host.binds == [])
        #expect(creation.host.portBindings.isEmpty)
        #expect(creation.host.restartPolicy == nil)
    }

    @Test func `nobody reaches it by the service's name or address`() throws {
        let creation = try specification { service, _ in
            var network = ServiceNetwork()
            network.aliases = ["shop-front"]
            network.ipv4Address = "10.0.0.5"
            service.networks["default"] = network
        }.creation
        let endpoint = try #require(creation.endpoints["shop_default"])
        #expect(endpoint.aliases == ["shop-web-1-pre_start-0"])
        #expect(endpoint.ipam == nil)
    }

    @Test func `it does not count as a container of its service`() throws {
        let labels = try specification { service, _ in service.labels = ["team": "a"] }.creation.config.labels
        #expect(labels[ComposeLabel.hook] == "pre_start")
        #expect(labels[ComposeLabel.project] == "shop")
        #expect(labels[ComposeLabel.service] == "web")
        #expect(labels["team"] == "a")
        #expect(labels[ComposeLabel.configHash] == nil)
        #expect(labels[ComposeLabel.containerNumber] == nil)
        #expect(labels[ComposeLabel.oneOff] == nil)
    }
}
