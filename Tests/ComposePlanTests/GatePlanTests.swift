import ComposeModel
import OrderedCollections
import Testing

@testable import ComposePlan

/// Which gates a plan has, for how long, and that every verb has the same.
@Suite struct GatePlanTests {
    private func dependency(
        _ condition: DependencyCondition = .healthy,
        required: Bool = true,
        timeout: Duration? = nil
    ) -> Dependency {
        var dependency = Dependency(condition: condition, required: required)
        dependency.timeout = timeout
        return dependency
    }

    // MARK: - Timeouts

    @Test func `a timeout of the edge is the gate's, and the request's counts elsewhere`() throws {
        let web = Shop.service("web") { $0.dependencies["db"] = dependency(timeout: .seconds(30)) }
        let api = Shop.service("api") { $0.dependencies["db"] = dependency() }
        let plan = World(Shop.project(Shop.probed("db"), web, api)).planUp { $0.gateTimeout = .seconds(90) }
        #expect(plan.gates.map(\.dependents) == [["web"], ["api"]])
        #expect(plan.gates.map(\.timeout) == [.seconds(30), .seconds(90)])
        #expect(plan.gates.map(\.timeoutKey) == ["x-timeout", nil])
    }

    @Test func `edges that are alike share a gate, with their timeout`() {
        let services = ["web", "api"].map { name in
            Shop.service(name) { $0.dependencies["db"] = dependency(timeout: .seconds(30)) }
        }
        let plan = World(Shop.project([Shop.probed("db")] + services)).planUp()
        #expect(plan.gates.map(\.dependents) == [["web", "api"]])
    }

    @Test func `the user waits as long as the most patient of those that need a service`() throws {
        let web = Shop.service("web") { $0.dependencies["db"] = dependency(timeout: .seconds(30)) }
        let api = Shop.service("api") { $0.dependencies["db"] = dependency(timeout: .seconds(60)) }
        let tool = Shop.service("tool") { $0.dependencies["db"] = dependency(required: false, timeout: .seconds(90)) }
        let plan = World(Shop.project(Shop.probed("db"), web, api, tool)).planUp { $0.waits = true }
        let last = try #require(plan.gates.first { $0.service == "db" && $0.dependents.isEmpty })
        #expect(last.timeout == .seconds(60))
        #expect(last.condition == .runningOrHealthy)
    }

    @Test func `a gate knows what the engine does with its containers`() {
        let web = Shop.service("web") { $0.dependencies["db"] = dependency() }
        let db = Shop.probed("db") { $0.restart = "on-failure:3" }
        #expect(World(Shop.project(db, web)).planUp().gates.map(\.restarts) == [.onFailure(limit: 3)])
    }

    @Test func `a service that is always restarted is up, not done, whoever waits for its end`() throws {
        let web = Shop.service("web") { $0.dependencies["db"] = dependency(.completedSuccessfully, required: false) }
        let db = Shop.service("db") { $0.restart = "always" }
        let plan = World(Shop.project(db, web)).planUp { $0.waits = true }
        let last = try #require(plan.gates.first { $0.service == "db" && $0.dependents.isEmpty })
        #expect(last.condition == .runningOrHealthy)
    }

    // MARK: - Words

    @Test func `a gate says who waits for what`() {
        func gate(_ condition: Gate.Condition, _ dependents: String...) -> Gate {
            Gate("db", condition, containers: [], dependents: dependents, timeoutKey: "x-timeout")
        }
        #expect(gate(.healthy, "app").waiting == "app waits for db to be healthy")
        #expect(gate(.completed, "app", "api").waiting == "app and api wait for db to complete")
        #expect(gate(.started, "a", "b", "c", "d").waiting == "a, b and 2 more wait for db to start")
        #expect(gate(.runningOrHealthy).waiting == "waiting for db to be up")
        #expect(gate(.healthy, "app").waited(.seconds(90)) == "app waited 1m30s for db to be healthy (x-timeout)")
    }

    // MARK: - Starting

    @Test func `starting a service starts what it depends on, and nothing else`() {
        let web = Shop.service("web") { $0.dependencies["db"] = dependency() }
        var world = World.running(Shop.project(Shop.probed("db"), web, Shop.service("other")))
        world.apply(world.plan(.stop(StopRequest())))
        var request = StartRequest()
        request.targets = ["web"]
        #expect(
            world.plan(.start(request)).description == """
                #1 start container shop-db-1 (exited)
                #2 await db healthy (needed by web) after #1
                #3 start container shop-web-1 (exited) after #2
                """
        )
        request.targets = ["db"]
        #expect(world.plan(.start(request)).description == "#1 start container shop-db-1 (exited)")
    }

    @Test func `starting refuses what up refuses`() {
        let web = Shop.service("web") { $0.dependencies["job"] = dependency(.completedSuccessfully) }
        var world = World.running(Shop.project(Shop.service("job"), web))
        world.apply(world.plan(.stop(StopRequest())))
        world.project.services["job"]?.restart = "always"
        #expect(world.plan(.start(StartRequest())).problems.count == 1)
    }
}
