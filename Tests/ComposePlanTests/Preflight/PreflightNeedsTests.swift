import ComposeModel
import OrderedCollections
import Testing

@testable import ComposePlan

/// What must be asked for a plan, which is as little as can be.
@Suite struct PreflightNeedsTests {
    private func needs(_ world: World, _ change: (inout ConvergeRequest) -> Void = { _ in }) -> PreflightNeeds {
        PreflightNeeds(world.planUp(change), world.project, world.state)
    }

    private func publishing() -> Service {
        Shop.service("web") { $0.ports = [Port(target: 80, published: "8080"), Port(target: 81, published: "90-99")] }
    }

    @Test func `a plan that changes nothing needs nothing`() {
        let needs = needs(World.running(Shop.project(publishing())))
        #expect(needs.isEmpty)
        #expect(needs.hostPorts.isEmpty)
        #expect(!needs.takesNames)
    }

    @Test func `a first start needs names, ports and networks`() {
        let needs = needs(World(Shop.project(publishing())))
        #expect(needs.takesNames)
        #expect(needs.hostPorts == [HostPort(8080)])
        #expect(needs.makesNetworks)
        #expect(needs.subnetCount == 1)
    }

    @Test func `a container that is only made needs its name and no port`() {
        let needs = needs(World(Shop.project(publishing()))) { $0.starts = false }
        #expect(needs.takesNames)
        #expect(needs.hostPorts.isEmpty)
    }

    @Test func `a container that is only started needs its port and no name`() {
        var world = World.running(Shop.project(publishing()))
        world.change("shop-web-1") { $0.state = .exited }
        let needs = needs(world)
        #expect(!needs.takesNames)
        #expect(needs.hostPorts == [HostPort(8080)])
        #expect(!needs.makesNetworks)
    }

    @Test func `an old container that is started as it is has other ports than the files say`() {
        var world = World.running(Shop.project(publishing()))
        world.change("shop-web-1") { $0.state = .exited }
        world.project.services["web"]?.ports = [Port(target: 80, published: "9090")]
        let needs = needs(world) { $0.recreate = .never }
        #expect(needs.hostPorts.isEmpty)
    }

    @Test func `what is only done when all else fails is not looked at`() {
        var plan = Plan()
        let target = PlannedContainer(ServiceReplica("web", 1), .existing(id: "c1"), name: "shop-web-1")
        let start = plan.append(.startContainer(target), cause: .requested)
        plan.append(.createNetwork(key: "default", name: "shop_default"), cause: .absent, rescuing: [start])
        let needs = PreflightNeeds(plan, Shop.project(publishing()), ObservedState())
        #expect(!needs.makesNetworks)
    }

    @Test func `a subnet of the files' own is none of the engine's`() {
        let world = World(
            Shop.project(Shop.service("web")) { project in
                var pool = ComposeModel.Network.IPAM.Pool()
                pool.subnet = "10.9.0.0/24"
                project.networks["default"]?.ipam.pools = [pool]
            }
        )
        #expect(needs(world).subnetCount == 0)
        #expect(needs(world).subnets.map(\.description) == ["10.9.0.0/24"])
    }
}
