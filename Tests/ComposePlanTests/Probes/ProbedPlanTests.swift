import ComposeModel
import Diagnostics
import OrderedCollections
import Testing

@testable import ComposePlan

/// A service with a probe of ours counts as one whose health can be told.
@Suite struct ProbedPlanTests {
    private func ready(_ name: String, port: CanonicalValue = .int(5432)) -> Service {
        let check = CanonicalValue.map([(key: "tcp", value: port)])
        return Shop.service(name) { $0.extensions["x-swiftcompose"] = .map([(key: "ready", value: check)]) }
    }

    private func waiting(_ name: String, for other: String) -> Service {
        Shop.service(name) { $0.dependencies[other] = Dependency(condition: .healthy) }
    }

    @Test func `it is waited for although nothing has a healthcheck`() {
        let plan = World(Shop.project(ready("db"), waiting("app", for: "db"))).planUp()
        #expect(plan.problems.isEmpty)
        #expect(plan.gates.map(\.service) == ["db"])
    }

    @Test func `an image without a healthcheck is no objection`() {
        let project = Shop.project(ready("db"), waiting("app", for: "db"))
        var state = ObservedState()
        state.images["busybox"] = ObservedImage(digest: "sha256:b")
        state.images["busybox"]?.hasHealthcheck = false
        let reconciler = Reconciler(project: project, observed: state, names: ProjectNames(project: "shop"))
        #expect(reconciler.plan(.converge(ConvergeRequest())).problems.isEmpty)
    }

    @Test func `what runs as it should is not probed again by an up that changes nothing`() {
        let world = World.running(Shop.project(ready("db"), waiting("app", for: "db")))
        #expect(world.planUp().isEmpty)
    }

    @Test func `the user who waits has it probed, and so has a dependent that is to start`() {
        var world = World.running(Shop.project(ready("db"), waiting("app", for: "db")))
        #expect(world.planUp { $0.waits = true }.gates.map(\.service).contains("db"))
        world.project = Shop.project(
            ready("db"),
            Shop.service("app") { app in
                app.dependencies["db"] = Dependency(condition: .healthy)
                app.environment["NEW"] = "1"
            }
        )
        #expect(world.planUp().gates.map(\.service) == ["db"])
    }

    @Test func `a probe that cannot be read is refused before anything is changed`() {
        let plan = World(Shop.project(ready("db", port: .string("no port")))).planUp()
        #expect(
            plan.problems.map(\.message) == [
                "'x-swiftcompose.ready.tcp' of service 'db' must be a port from 1 to 65535, not 'no port'"
            ]
        )
    }
}
