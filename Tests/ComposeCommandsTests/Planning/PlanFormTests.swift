import ComposePlan
import ComposeRuntime
import Diagnostics
import Testing

@testable import ComposeCommands

/// The forms of a plan for programs.
@Suite struct PlanFormTests {
    @Test func `the object tells each step with its cause, its changes and what it comes after`() {
        var plan = Plan()
        var creation = ContainerCreationPlan(ServiceReplica("web", 2), name: "shop-web-2")
        creation.temporaryName = "abc_shop-web-2"
        let network = plan.append(.createNetwork(key: "default", name: "shop_default"), cause: .absent)
        let cause = Cause.configChanged([FieldChange("image", from: "a", to: "b")])
        plan.append(.createContainer(creation), cause: cause, after: [network])
        let survey = PlanSurvey(plan, problems: [Diagnostic(.error, "no room")])
        #expect(
            JSONText.line(PlanDocument(survey, project: "shop", verb: "up")) == """
                {"problems":[{"message":"no room","notes":[],"severity":"error"}],"project":"shop",\
                "steps":[{"after":[],"cause":{"changes":[],"kind":"absent","text":"not found"},"id":1,\
                "operation":"create","resource":{"kind":"network","name":"shop_default"}},\
                {"after":[1],"cause":{"changes":[{"new":"b","old":"a","path":"image"}],"kind":"configChanged",\
                "text":"image: a → b"},"detail":"as abc_shop-web-2","id":2,"number":2,"operation":"create",\
                "resource":{"kind":"container","name":"shop-web-2"},"service":"web"}],\
                "summary":{"build":0,"create":1,"gates":0,"kill":0,"pause":0,"pull":0,"recreate":1,"remove":0,\
                "restart":0,"start":0,"stop":0,"unpause":0},"undecided":[],"verb":"up","warnings":[]}

                """
        )
    }

    @Test func `gates have their condition, those who wait and how long`() throws {
        var plan = Plan()
        let db = SamplePlans.container("db", .existing(id: "abc"))
        let gate = Gate("db", .healthy, containers: [db], dependents: ["web"], timeout: .milliseconds(1500))
        let step = plan.append(.awaitCondition(gate), cause: .awaited(by: ["web"]))
        plan.append(.stopContainer(db, timeout: 7), cause: .requested, after: [step])
        let document = PlanDocument(PlanSurvey(plan), project: "shop", verb: "up")
        let told = try #require(document.steps[0].gate)
        #expect(told.condition == "healthy" && told.isRequired && told.timeout == 1.5)
        #expect(told.containers == ["shop-db-1"] && told.dependents == ["web"])
        #expect(document.steps[0].operation == "wait" && document.steps[0].number == nil)
        #expect(document.steps[1].timeout == 7 && document.steps[1].gate == nil && document.steps[1].number == 1)
    }

    @Test func `what an image leaves open is told with what is done to it`() {
        let survey = PlanSurvey(Plan(), undecided: [ImageQuestion("shop-web", isBuilt: true, services: ["web"])])
        let undecided = PlanDocument(survey, project: "shop", verb: "up").undecided
        #expect(undecided.map(\.image) == ["shop-web"])
        #expect(undecided.map(\.operation) == ["build"])
    }

    @Test func `the graph has a cluster for each service, diamonds for gates, and every edge`() {
        let plan = SamplePlans.replacement(changes: [])
        let text = PlanGraph(plan, title: "up \"shop\"").render()
        #expect(text.hasPrefix("digraph \"up \\\"shop\\\"\" {\n"))
        #expect(text.hasSuffix("}\n"))
        #expect(text.contains("  s1 [label=\"create network shop_default\\nnot found\"];\n"))
        #expect(text.contains("  subgraph cluster_1 {\n    label=\"db\";\n    s2 ["))
        #expect(
            text.contains("    s4 [label=\"wait for db to be healthy\\nneeded by web\", shape=diamond, style=solid];\n")
        )
        #expect(text.contains("  subgraph cluster_2 {\n    label=\"web\";\n    s5 ["))
        let edges = text.split(separator: "\n").filter { $0.contains(" -> ") }
        #expect(edges.count == plan.steps.reduce(0) { $0 + $1.dependencies.count })
        #expect(edges.contains("  s4 -> s6;"))
    }
}
