import ComposeModel
import OrderedCollections
import Testing

@testable import ComposePlan

/// How plans are summed up, and which questions they leave open.
@Suite struct PlanSummaryTests {
    private func shop(_ change: (inout Service) -> Void = { _ in }) -> Project {
        let web = Shop.service("web") { service in
            service.dependencies["db"] = Dependency(condition: .healthy)
            change(&service)
        }
        return Shop.project(Shop.probed("db"), web)
    }

    private func text(_ plan: Plan) -> String { PlanSummary(plan).description }

    @Test func `what is made counts once, whether it is started or not`() {
        #expect(text(World(shop()).planUp()) == "3 to create, 0 to recreate, 0 to start, 0 to remove; 1 gate")
        #expect(
            text(World(shop()).planUp { $0.starts = false }) == "3 to create, 0 to recreate, 0 to start, 0 to remove"
        )
    }

    @Test func `images that are fetched are told first`() {
        let plan = World(shop(), images: []).planUp()
        #expect(text(plan) == "1 to pull, 3 to create, 0 to recreate, 0 to start, 0 to remove; 1 gate")
    }

    @Test func `a replacement is one recreation and no removal`() {
        var world = World.running(shop())
        world.project.services["web"]?.environment["EDITION"] = "2"
        let summary = PlanSummary(world.planUp())
        #expect([summary.create, summary.recreate, summary.remove, summary.stop] == [0, 1, 0, 0])
    }

    @Test func `a container that stops for its dependency and starts again is restarted`() {
        var world = World.running(
            shop { $0.dependencies["db"] = Dependency(condition: .healthy, restart: true) }
        )
        world.project.services["db"]?.environment["EDITION"] = "2"
        let summary = PlanSummary(world.planUp())
        #expect([summary.recreate, summary.restart, summary.stop, summary.start] == [1, 1, 0, 0])
    }

    @Test func `what does not run is started`() {
        var world = World.running(shop())
        world.change("shop-web-1") { $0.state = .exited }
        #expect(text(world.planUp()) == "0 to create, 0 to recreate, 1 to start, 0 to remove")
    }

    @Test func `stopping keeps and going down removes, network included`() {
        let world = World.running(shop())
        #expect(
            text(world.plan(.stop(StopRequest()))) == "0 to create, 0 to recreate, 0 to start, 2 to stop, 0 to remove"
        )
        #expect(text(world.plan(.down(DownRequest()))) == "0 to create, 0 to recreate, 0 to start, 3 to remove")
    }

    @Test func `what is done only after a failure does not count`() {
        let container = PlannedContainer(ServiceReplica("web", 1), .existing(id: "c1"), name: "shop-web-1")
        var plan = Plan()
        let stop = plan.append(.stopContainer(container, timeout: nil), cause: .requested)
        plan.append(.startContainer(container), cause: .requested, after: [], rescuing: [stop])
        let summary = PlanSummary(plan)
        #expect([summary.stop, summary.restart] == [1, 0])
    }

    @Test func `waiting alone changes nothing`() {
        var plan = Plan()
        #expect(!plan.hasChanges)
        plan.append(.awaitCondition(Gate("db", .healthy, containers: [])), cause: .awaitedByUser)
        #expect(!plan.hasChanges)
        plan.append(.removeVolume(name: "data"), cause: .requested)
        #expect(plan.hasChanges)
    }

    // MARK: - Open questions

    private func questions(_ world: World, _ change: (inout ConvergeRequest) -> Void) -> [ImageQuestion] {
        var request = ConvergeRequest()
        change(&request)
        let reconciler = Reconciler(project: world.project, observed: world.state, names: ProjectNames(project: "shop"))
        return reconciler.imageQuestions(.converge(request), in: reconciler.plan(.converge(request)))
    }

    @Test func `an image that is pulled first may replace what the plan keeps`() {
        let open = questions(World.running(shop())) { $0.pullPolicy = "always" }
        #expect(open.map(\.reference) == ["busybox"])
        #expect(open.map { Set($0.services) } == [["db", "web"]])
        #expect(
            ImageQuestion("busybox", isBuilt: false, services: ["web"]).description
                == "image busybox is pulled first; whether web is recreated can be told only then"
        )
    }

    @Test func `nothing is open where containers are new, replaced or kept anyway`() {
        #expect(questions(World(shop())) { $0.pullPolicy = "always" }.isEmpty)
        let world = World.running(shop())
        #expect(questions(world) { _ in }.isEmpty)
        let forced = questions(world) { request in
            request.pullPolicy = "always"
            request.recreate = .always
        }
        #expect(forced.isEmpty)
        let kept = questions(world) { request in
            request.pullPolicy = "always"
            request.recreate = .never
        }
        #expect(kept.isEmpty)
    }
}
