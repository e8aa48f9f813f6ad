import ComposePlan
import DockerEngine
import Testing

@testable import ComposeRuntime

/// How a gate is passed, given up, or out of time; no engine is asked.
@Suite(.timeLimit(.minutes(1)))
struct ContainerWatchTests {
    private static let database = ResolvedGate.Container(id: "a1", name: "shop-db-1")

    private func makeWatch(_ state: ObservedContainer.State, _ health: ObservedContainer.Health) -> ContainerWatch {
        var container = ObservedContainer(id: "a1", name: "shop-db-1", service: "db", number: 1, state: state)
        container.health = health
        var observed = ObservedState()
        observed.containers = [container]
        return ContainerWatch(
            engine: EngineClient(host: EngineHost(socket: "/nonexistent/engine.sock")),
            project: "shop",
            observed: observed,
            since: "0"
        )
    }

    private func makeGate(required: Bool = true, timeout: Duration? = .seconds(30)) -> ResolvedGate {
        let gate = Gate("db", .healthy, isRequired: required, containers: [], dependents: ["app"], timeout: timeout)
        return ResolvedGate(gate, [Self.database], isLimited: false)
    }

    @Test func `a gate that is open is passed`() async throws {
        #expect(try await makeWatch(.running, .healthy).pass(makeGate()) == nil)
    }

    @Test func `a gate that cannot open is a failure, or is given up`() async throws {
        let watch = makeWatch(.running, .unhealthy)
        let failure = try await #require(throws: GateFailure.self) { _ = try await watch.pass(makeGate()) }
        #expect(failure.reason == .unhealthy)
        #expect(try await watch.pass(makeGate(required: false))?.reason == .unhealthy)
    }

    @Test func `a gate whose time is over names the container that was late`() async throws {
        let watch = makeWatch(.running, .starting)
        let failure = try await #require(throws: GateFailure.self) { _ = try await watch.expire(makeGate()) }
        #expect(failure.reason == .timedOut(after: .seconds(30)))
        #expect(failure.container == "shop-db-1")
        #expect(try await watch.expire(makeGate(required: false))?.reason == .timedOut(after: .seconds(30)))
    }

    @Test func `a gate that opened in the last moment is open`() async throws {
        #expect(try await makeWatch(.running, .healthy).expire(makeGate()) == nil)
    }

    @Test func `a cancelled wait ends`() async {
        let watch = makeWatch(.running, .starting)
        let gate = makeGate()
        let wait = Task { try await watch.pass(gate) }
        wait.cancel()
        let result = await wait.result
        #expect(throws: CancellationError.self) { try result.get() }
    }

    @Test func `probes are told to the first that listens, and no more once it has left`() async {
        let watch = makeWatch(.running, .starting)
        #expect(await watch.probeListeners.isEmpty)
        let listening = Task {
            for await _ in await watch.probes(of: ["a1"]) {}
        }
        while await watch.probeListeners.isEmpty { await Task.yield() }
        listening.cancel()
        await listening.value
        while await !watch.probeListeners.isEmpty { await Task.yield() }
    }
}
