import ComposeModel
import OrderedCollections
import Testing

@testable import ComposePlan

/// Names, ports and addresses that one container has and another is to get.
@Suite struct HandoverTests {
    private func service(
        _ name: String,
        port: Int? = nil,
        named containerName: String? = nil,
        _ change: (inout Service) -> Void = { _ in }
    ) -> Service {
        Shop.service(name) { service in
            if let port { service.ports = [Port(target: 80, published: "\(port)")] }
            service.containerName = containerName
            change(&service)
        }
    }

    /// Carries a plan out, which nothing may refuse and after which there is nothing left to do.
    private func settle(_ world: World, _ plan: Plan) {
        var world = world
        world.apply(plan)
        #expect(world.refusals == [], "\(plan)")
        #expect(world.planUp().isEmpty)
    }

    // MARK: - Orphans

    @Test func `a service that was renamed starts once the orphan has given its port back`() {
        var world = World.running(Shop.project(service("old", port: 8080)))
        world.project.services = ["web": service("web", port: 8080)]
        let plan = world.planUp { $0.removesOrphans = true }
        #expect(
            plan.description == """
                #1 stop container shop-old-1 (orphan)
                #2 create container shop-web-1 (no container yet)
                #3 start container shop-web-1 (new) after #2, #1
                #4 remove container shop-old-1 (orphan) after #1
                """
        )
        settle(world, plan)
        let created = world.planUp { request in
            request.removesOrphans = true
            request.starts = false
        }
        #expect(created.steps.first?.operation.description == "create container shop-web-1")
    }

    @Test func `a service that was renamed is made once the orphan has given its name back`() {
        var world = World.running(Shop.project(service("old", named: "front")))
        world.project.services = ["web": service("web", named: "front")]
        let plan = world.planUp { $0.removesOrphans = true }
        #expect(
            plan.description == """
                #1 stop container front (orphan)
                #2 remove container front (orphan) after #1
                #3 create container front (no container yet) after #2
                #4 start container front (new) after #3
                """
        )
        settle(world, plan)
    }

    @Test func `an orphan that stays keeps what it has`() {
        var world = World.running(Shop.project(service("old", port: 8080, named: "front")))
        world.project.services = ["web": service("web", port: 8080, named: "front")]
        #expect(!world.planUp().description.contains("(orphan)"))
    }

    @Test func `a fixed address is taken once the orphan has given it back`() throws {
        let address = try #require(IPAddress("10.0.0.5"))
        var world = World.running(Shop.project(service("old")))
        world.change("shop-old-1") { $0.addresses = ["shop_default": [address]] }
        func starts(at address: String) -> [Step.ID]? {
            var endpoint = ServiceNetwork()
            endpoint.ipv4Address = address
            let web = service("web") { $0.networks["default"] = .some(endpoint) }
            world.project.services = ["web": web]
            return world.planUp { $0.removesOrphans = true }.steps
                .first { $0.operation.description == "start container shop-web-1" }?.dependencies
        }
        #expect(starts(at: "10.0.0.5")?.count == 2)
        #expect(starts(at: "10.0.0.6")?.count == 1)
    }

    // MARK: - Services

    @Test func `services may exchange their ports, although one waits for the other`() {
        let web = service("web", port: 8081) { $0.dependencies["api"] = Dependency() }
        var world = World.running(Shop.project(service("api", port: 8080), web))
        world.project.services["api"]?.ports = web.ports
        world.project.services["web"]?.ports = service("api", port: 8080).ports
        let plan = world.planUp()
        #expect(
            plan.description == """
                #1 stop container shop-web-1 (configuration changed)
                #2 stop container shop-api-1 (configuration changed)
                #3 create container c00000000001_shop-api-1 (configuration changed)
                #4 remove container shop-api-1 (replaced) after #3, #2
                #5 rename container shop-api-1 to shop-api-1 (replaced) after #4
                #6 start container shop-api-1 (configuration changed) after #5, #1
                #7 create container c00000000002_shop-web-1 (configuration changed)
                #8 remove container shop-web-1 (replaced) after #7, #6, #1
                #9 rename container shop-web-1 to shop-web-1 (replaced) after #8
                #10 start container shop-web-1 (configuration changed) after #9, #6, #2
                """
        )
        settle(world, plan)
        #expect(world.planUp { $0.recreate = .never }.isEmpty)
    }

    @Test func `a name may go from one service to another`() {
        var world = World.running(Shop.project(service("a", named: "front"), service("b")))
        world.project.services["a"]?.containerName = nil
        world.project.services["b"]?.containerName = "front"
        let plan = world.planUp()
        #expect(
            plan.description == """
                #1 stop container front (configuration changed)
                #2 remove container front (configuration changed) after #1
                #3 create container shop-a-1 (configuration changed) after #2
                #4 start container shop-a-1 (configuration changed) after #3
                #5 create container c00000000002_front (configuration changed) after #2
                #6 stop container shop-b-1 (replaced) after #5
                #7 remove container shop-b-1 (replaced) after #5, #6
                #8 rename container front to front (replaced) after #7
                #9 start container front (configuration changed) after #8
                """
        )
        #expect(plan.creations.first?.inheritsFrom?.id == "c00000000001")
        settle(world, plan)
    }

    @Test func `what is scaled away gives its port back first`() {
        var world = World.running(Shop.project(service("a", port: 8080)))
        world.project.services["a"]?.scale = 0
        world.project.services["b"] = service("b", port: 8080)
        let plan = world.planUp()
        #expect(
            plan.description == """
                #1 stop container shop-a-1 (scaled down to 0)
                #2 remove container shop-a-1 (scaled down to 0) after #1
                #3 create container shop-b-1 (no container yet)
                #4 start container shop-b-1 (new) after #3, #1
                """
        )
        settle(world, plan)
    }

    @Test func `what an interrupted run left running gives its port back to the original`() {
        var world = World.running(Shop.project(service("web", port: 8080)))
        world.change("shop-web-1") { container in
            container.state = .exited
            container.ports = []
        }
        var trial = ObservedContainer(
            id: "c00000000009",
            name: "c00000000001_shop-web-1",
            service: "web",
            number: 1,
            state: .running
        )
        trial.ports = [HostPort(8080)]
        world.add(trial)
        let plan = world.planUp()
        #expect(
            plan.description == """
                #1 stop container c00000000001_shop-web-1 (left by an interrupted run)
                #2 remove container c00000000001_shop-web-1 (left by an interrupted run) after #1
                #3 start container shop-web-1 (exited) after #2
                """
        )
        settle(world, plan)
    }

    @Test(arguments: 0..<40) func `names and ports may go round, also when a run is cut short`(seed: Int) {
        var dice = Dice(seed: 3_000 + seed)
        let names = ["a", "b", "c", "d"]
        var services: [Service] = []
        for (index, name) in names.enumerated() {
            var next = service(name, port: 8_000 + index, named: "box-\(index)")
            for other in names.prefix(index) where dice.roll(2) == 0 {
                next.dependencies[other] = Dependency(restart: dice.roll(3) == 0)
            }
            services.append(next)
        }
        var world = World.running(Shop.project(services))
        for _ in 0..<3 {
            let (ports, boxes) = (dice.order(of: names.count), dice.order(of: names.count))
            for (index, name) in names.enumerated() {
                world.project.services[name]?.ports = [Port(target: 80, published: "\(8_000 + ports[index])")]
                world.project.services[name]?.containerName = "box-\(boxes[index])"
            }
            if dice.roll(2) == 0 {
                let plan = world.planUp()
                world.apply(dice.order(of: plan, atMost: dice.roll(plan.steps.count + 1)))
            }
            let plan = world.planUp()
            world.apply(dice.order(of: plan, atMost: plan.steps.count))
            #expect(world.refusals == [], "\(plan)")
            #expect(world.planUp().isEmpty, "\(plan)\nfollows\n\(world.planUp())")
            #expect(world.state.containers.allSatisfy { $0.isRunning && $0.name.hasPrefix("box-") })
            #expect(world.state.containers.count == names.count)
        }
    }
}

extension Dice {
    /// The numbers below a count in some order.
    fileprivate mutating func order(of count: Int) -> [Int] {
        var rest = Array(0..<count)
        var order: [Int] = []
        while !rest.isEmpty { order.append(rest.remove(at: roll(rest.count))) }
        return order
    }
}
