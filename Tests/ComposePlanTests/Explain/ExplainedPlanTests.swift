import ComposeModel
import OrderedCollections
import Testing

@testable import ComposePlan

/// A plan says what has changed, down to the field.
@Suite struct ExplainedPlanTests {
    /// A world in which the container of `web` says what it was made from, and its service has changed since.
    private func changed(keepsRecord: Bool, _ service: Service = Shop.service("web")) -> World {
        var world = World.running(Shop.project(Shop.service("db"), service))
        if keepsRecord {
            let label = ServiceRecord(of: service, in: world.project).labelText
            world.change("shop-web-1") { $0.labels[ComposeLabel.record] = label }
        }
        world.project.services["web"]?.environment["EDITION"] = "2"
        return world
    }

    private func reconciler(_ world: World, _ changes: [String: [FieldChange]] = [:]) -> Reconciler {
        var state = world.state
        state.inspectedChanges = changes
        return Reconciler(project: world.project, observed: state, names: ProjectNames(project: "shop"))
    }

    @Test func `the cause names the field, its old value and its new one`() {
        let web = Shop.service("web") { $0.environment["EDITION"] = "1" }
        let plan = changed(keepsRecord: true, web).planUp()
        let change = FieldChange("environment.EDITION", from: "\"1\"", to: "\"2\"")
        #expect(plan.creations.map(\.name) == ["shop-web-1"])
        #expect(plan.steps.first?.cause == .configChanged([change]))
        #expect(plan.steps.first?.cause.description == #"environment.EDITION: "1" → "2""#)
    }

    @Test func `a reference to another container is compared as the container has it`() {
        var world = World.running(
            Shop.project(
                Shop.service("db"),
                Shop.service("web") { service in
                    service.networks = [:]
                    service.networkMode = "service:db"
                }
            )
        )
        let partner = world.state.replicas(of: "db").first?.id
        let made = world.project.services["web"].map { PartnerReferences.resolve($0) { _ in partner } }
        let label = made.map { ServiceRecord(of: $0, in: world.project).labelText }
        world.change("shop-web-1") { $0.labels[ComposeLabel.record] = label }
        world.project.services["web"]?.hasTerminal = true
        #expect(world.planUp().steps.first?.cause == .configChanged([FieldChange("tty", from: nil, to: "true")]))
    }

    @Test func `a cause names a few changes and counts the others`() {
        let changes = (1...5).map { FieldChange("environment.N\($0)", from: nil, to: "\"x\"") }
        let text = Cause.configChanged(changes).description
        #expect(text == #"environment.N1: + "x", environment.N2: + "x", environment.N3: + "x" and 2 more"#)
        #expect(Cause.configChanged([]).description == "configuration changed")
    }

    @Test func `only a container that is replaced and says nothing needs an inspection`() {
        let world = changed(keepsRecord: false)
        let unexplained = reconciler(world).unexplained(in: world.planUp())
        #expect(unexplained.map(\.container.name) == ["shop-web-1"])
        #expect(unexplained.first?.service.environment["EDITION"] == "2")

        let explained = changed(keepsRecord: true)
        #expect(reconciler(explained).unexplained(in: explained.planUp()).isEmpty)
        let settled = World.running(Shop.project(Shop.service("web")))
        #expect(reconciler(settled).unexplained(in: settled.planUp()).isEmpty)
        let forced = settled.planUp { $0.recreate = .always }
        #expect(reconciler(settled).unexplained(in: forced).isEmpty)
    }

    @Test func `what an inspection found is the cause, and is asked for once`() throws {
        let world = changed(keepsRecord: false)
        let id = try #require(world.state.replicas(of: "web").first?.id)
        let change = FieldChange("user", from: nil, to: "1000")
        let found = reconciler(world, [id: [change]])
        let plan = found.plan(.converge(ConvergeRequest()))
        #expect(plan.steps.first?.cause == .configChanged([change]))
        #expect(found.unexplained(in: plan).isEmpty)
        let nothing = reconciler(world, [id: []])
        #expect(nothing.unexplained(in: nothing.plan(.converge(ConvergeRequest()))).isEmpty)
    }
}
