import ComposeModel
import ComposePlan
import DockerEngine
import Testing

@testable import ComposeRuntime

/// What comes of plans, with an engine that answers from a table.
@Suite(.timeLimit(.minutes(1))) struct PlanExecutorTests {
    private let container = PlannedContainer(ServiceReplica("db", 1), .existing(id: "a1"), name: "shop-db-1")

    private func execute(
        _ plan: Plan,
        on engine: AskedEngine,
        health: ObservedContainer.Health = .none
    ) async -> ExecutionReport {
        var existing = ObservedContainer(id: "a1", name: "shop-db-1", service: "db", number: 1, state: .running)
        existing.health = health
        var observed = ObservedState()
        observed.containers = [existing]
        let client = engine.client
        let context = ExecutionContext(
            engine: client,
            project: Project(name: "shop", workingDirectory: "/srv/shop"),
            observed: observed,
            names: ProjectNames(project: "shop"),
            watch: ContainerWatch(engine: client, project: "shop", observed: observed, since: "0"),
            progress: { _ in },
            limit: 1
        )
        return await PlanExecutor(context).execute(plan)
    }

    private func state(_ word: String) -> [String: String] {
        [
            "/containers/a1/json": #"{"Id": "a1", "State": {"Status": "\#(word)"}}"#,
            "/containers/a1/wait": #"{"StatusCode": 0}"#,
        ]
    }

    @Test func `what has failed is made good after it was looked at, also with one slot`() async throws {
        let engine = try AskedEngine(state("running"))
        var plan = Plan()
        let gate = plan.append(
            .awaitCondition(Gate("db", .healthy, containers: [container])),
            cause: .awaitedByUser
        )
        plan.append(.removeContainer(container, removesVolumes: false), cause: .successorFailed, rescuing: [gate])
        let report = await execute(plan, on: engine, health: .unhealthy)
        #expect(report.failures.map(\.step.id) == [gate])
        #expect(report.succeeded.map(\.operation.description) == ["remove container shop-db-1"])
        #expect(engine.asked.contains("/containers/a1/json"))
    }

    @Test func `what has not failed needs no rescue`() async throws {
        let engine = try AskedEngine(state("running"))
        var plan = Plan()
        let gate = plan.append(
            .awaitCondition(Gate("db", .healthy, containers: [container])),
            cause: .awaitedByUser
        )
        plan.append(.removeContainer(container, removesVolumes: false), cause: .successorFailed, rescuing: [gate])
        let report = await execute(plan, on: engine, health: .healthy)
        #expect(report.isSuccess)
        #expect(report.succeeded.map(\.id) == [gate])
        #expect(engine.asked.isEmpty)
    }

    @Test func `a container that somebody else is removing is waited for`() async throws {
        var plan = Plan()
        plan.append(.removeContainer(container, removesVolumes: false), cause: .orphan)

        let going = try AskedEngine(state("removing"), conflicts: ["DELETE"])
        let report = await execute(plan, on: going)
        #expect(report.isSuccess)
        #expect(going.asked.contains { $0.hasPrefix("/containers/a1/wait") })

        let staying = try AskedEngine(state("running"), conflicts: ["DELETE"])
        #expect(await execute(plan, on: staying).failures.count == 1)
        #expect(!staying.asked.contains { $0.hasPrefix("/containers/a1/wait") })
    }
}
