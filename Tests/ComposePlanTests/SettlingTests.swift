import ComposeModel
import OrderedCollections
import Testing

@testable import ComposePlan

/// Whatever is there and whatever is wanted, one whole run gets there, in any order that its edges allow.
@Suite struct SettlingTests {
    @Test(arguments: 0..<60) func `a run that is not disturbed leaves nothing to do`(seed: Int) {
        var dice = Dice(seed: seed)
        var world = World(Self.project(&dice))
        settle(&world, &dice)
        for _ in 0..<3 {
            disturb(&world, &dice)
            settle(&world, &dice)
        }
    }

    @Test(arguments: 0..<60) func `a run that is cut short is finished by the next`(seed: Int) {
        var dice = Dice(seed: 1_000 + seed)
        var world = World(Self.project(&dice))
        for _ in 0..<4 {
            for _ in 0..<dice.roll(3) {
                let plan = world.planUp { $0.removesOrphans = true }
                world.apply(dice.order(of: plan, atMost: dice.roll(plan.steps.count + 1)))
                if dice.roll(2) == 0 { disturb(&world, &dice) }
            }
            settle(&world, &dice)
        }
    }

    @Test(arguments: 0..<20) func `down leaves nothing, whatever a run left`(seed: Int) {
        var dice = Dice(seed: 2_000 + seed)
        var world = World(Self.project(&dice))
        let plan = world.planUp()
        world.apply(dice.order(of: plan, atMost: dice.roll(plan.steps.count + 1)))
        var request = DownRequest()
        request.removesVolumes = true
        request.removesOrphans = true
        let down = world.plan(.down(request))
        world.apply(dice.order(of: down, atMost: down.steps.count))
        #expect(world.refusals == [])
        #expect(world.state.containers.isEmpty)
        #expect(world.state.networks.isEmpty)
        #expect(world.state.volumes.isEmpty)
    }

    /// Runs `up` to its end, which nothing may refuse and after which a second one is empty.
    private func settle(_ world: inout World, _ dice: inout Dice) {
        let before = world.state.containers.map { "\($0.name) \($0.state)" }
        let plan = world.planUp { $0.removesOrphans = true }
        for step in plan.steps { #expect(step.dependencies.allSatisfy { $0.number < step.id.number }) }
        world.apply(dice.order(of: plan, atMost: plan.steps.count))
        let again = world.planUp { $0.removesOrphans = true }
        #expect(world.refusals == [], "from \(before) by\n\(plan)")
        #expect(again.isEmpty, "from \(before) by\n\(plan)\nfollows\n\(again)")
        #expect(plan.problems.isEmpty)
        let wanted = world.project.services.values.reduce(0) { $0 + $1.replicas }
        #expect(world.state.containers.count == wanted)
        #expect(world.state.containers.allSatisfy { $0.isRunning && $0.name.hasPrefix("shop-") })
    }

    // MARK: - What is wanted

    private static func project(_ dice: inout Dice) -> Project {
        var services: [Service] = []
        for index in 0..<(2 + dice.roll(4)) { services.append(service(index, before: services, &dice)) }
        return Shop.project(services) { project in
            project.networks["back"] = Network(name: "shop_back")
            project.volumes["data"] = Volume(name: "shop_data")
        }
    }

    private static func service(_ index: Int, before others: [Service], _ dice: inout Dice) -> Service {
        var service = dice.roll(2) == 0 ? Shop.service("s\(index)") : Shop.probed("s\(index)")
        service.image = Shop.images[dice.roll(Shop.images.count)]
        service.scale = 1 + dice.roll(3)
        if dice.roll(3) == 0 { service.networks["back"] = .some(nil) }
        if dice.roll(3) == 0 { service.mounts = [Shop.volume("data", at: "/data")] }
        for other in others where dice.roll(2) == 0 {
            let isProbed = other.healthcheck != nil
            service.dependencies[other.name] = Dependency(
                condition: isProbed && dice.roll(2) == 0 ? .healthy : .started,
                restart: dice.roll(3) == 0,
                required: dice.roll(3) > 0
            )
        }
        if let partner = others.last, dice.roll(5) == 0 {
            service.networks = [:]
            service.networkMode = "service:\(partner.name)"
            service.dependencies[partner.name] = Dependency(restart: true)
        }
        return service
    }

    /// One thing that may happen between two runs.
    private func disturb(_ world: inout World, _ dice: inout Dice) {
        let names = world.project.services.keys.map { $0 }
        let name = names[dice.roll(names.count)]
        let containers = world.state.containers.map(\.name)
        switch dice.roll(7) {
        case 0: world.project.services[name]?.environment["EDITION"] = "\(dice.roll(1_000))"
        case 1: world.project.services[name]?.scale = 1 + dice.roll(3)
        case 2: world.moveImage(Shop.images[dice.roll(Shop.images.count)], edition: 2 + dice.roll(7))
        case 3: world.project.networks["default"]?.labels["edition"] = "\(dice.roll(1_000))"
        case 4: world.project.networks["back"]?.labels["edition"] = "\(dice.roll(1_000))"
        case 5 where !containers.isEmpty: world.lose(containers[dice.roll(containers.count)])
        case 6 where !containers.isEmpty:
            world.change(containers[dice.roll(containers.count)]) { container in
                guard container.state == .running else { return }
                container.state = .exited
                container.health = .none
                container.exitCode = 1
            }
        default: break
        }
    }
}

/// Numbers that look random and are the same on every run.
struct Dice {
    private var state: UInt64

    init(seed: Int) {
        state = UInt64(seed) &* 2_862_933_555_777_941_757 &+ 3_037_000_493
    }

    /// From 0 to below `sides`.
    mutating func roll(_ sides: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(sides))
    }

    /// The first steps of a plan in some order that its edges allow.
    mutating func order(of plan: Plan, atMost count: Int) -> [Step] {
        var waiting = plan.steps
        var done: Set<Step.ID> = []
        var ordered: [Step] = []
        while ordered.count < count, !waiting.isEmpty {
            let ready = waiting.indices.filter { waiting[$0].dependencies.allSatisfy(done.contains) }
            let step = waiting.remove(at: ready[roll(ready.count)])
            done.insert(step.id)
            ordered.append(step)
        }
        return ordered
    }
}
