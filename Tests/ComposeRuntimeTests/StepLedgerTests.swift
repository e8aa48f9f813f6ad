import ComposePlan
import DependencyGraph
import Testing

@testable import ComposeRuntime

/// What steps leave for those that come after them.
@Suite(.timeLimit(.minutes(1))) struct StepLedgerTests {
    private let first = Step.ID(number: 1)
    private let second = Step.ID(number: 2)
    private let third = Step.ID(number: 3)

    /// Three steps, each after the one before.
    private func ledger() -> StepLedger {
        var graph = DependencyGraph<Step.ID>()
        graph.add(first)
        graph.add(second, dependingOn: [first])
        graph.add(third, dependingOn: [second])
        return StepLedger(graph: graph)
    }

    @Test func `containers are known by the step that makes them`() {
        let ledger = self.ledger()
        #expect(ledger.knownID(of: .created(by: first)) == nil)
        ledger.record(container: "a1", createdBy: first)
        #expect(ledger.id(of: .created(by: first)) == "a1")
        #expect(ledger.knownID(of: .created(by: first)) == "a1")
        #expect(ledger.id(of: .existing(id: "b2")) == "b2")
    }

    @Test func `steps that have ended are not waited for`() async {
        let ledger = self.ledger()
        ledger.succeed(first)
        #expect(await ledger.settled([first]))
        #expect(await ledger.settled([]))
        ledger.fail(second) { _ in false }
        #expect(await ledger.settled([first, second]) == false)
    }

    @Test func `who waits is told once all have ended`() async {
        let ledger = self.ledger()
        async let outcome = ledger.settled([first, second])
        await Task.yield()
        ledger.succeed(first)
        ledger.succeed(second)
        #expect(await outcome)
    }

    @Test func `a failure settles all that can now not be reached`() async {
        let ledger = self.ledger()
        async let outcome = ledger.settled([first, third])
        await Task.yield()
        ledger.fail(first) { _ in false }
        #expect(await outcome == false)
        #expect(await ledger.settled([second]) == false)
    }

    @Test func `a failure does not reach past a step that forgives`() async {
        let ledger = self.ledger()
        let forgiving = second
        ledger.fail(first) { $0 == forgiving }
        ledger.succeed(second)
        ledger.succeed(third)
        #expect(await ledger.settled([second, third]))
    }

    @Test func `a wait ends with its task`() async {
        let ledger = self.ledger()
        let step = third
        let waiting = Task { await ledger.settled([step]) }
        await Task.yield()
        waiting.cancel()
        #expect(await waiting.value == false)
    }
}
