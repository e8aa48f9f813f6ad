import TestSupport

/// One cell of the fault matrix: a scenario whose call of one number meets one fault, and a second run without any.
struct FaultCell: Sendable {
    let scenario: FaultScenario
    let kind: Fault.Kind
    let number: Int

    /// What came of a cell.
    struct Verdict: Sendable {
        /// Whether the call came about that was to be struck.
        var wasStruck = false
        /// Empty when all is as it should be; each names the cell.
        var problems: [String] = []
    }

    func verdict(_ course: FaultCourse) async -> Verdict {
        do {
            return try await RunPlaces.withOne { try await run(course) }
        } catch {
            return Verdict(problems: ["\(scenario.name), call \(number), \(kind): \(error)"])
        }
    }

    private func run(_ course: FaultCourse) async throws -> Verdict {
        try await SimulatedEngine.with(course.start, faults: [Fault(kind, at: .call(number))]) { engine -> Verdict in
            let command = scenario.command
            let first = try await engine.run(
                command.arguments,
                in: course.folder,
                environment: command.environment
            )
            // What the engine had under way ends first, as it does before a person types again.
            guard try await engine.settles() else { throw TestFailure("the engine does not come to rest") }
            let between = engine.state.summary
            engine.forgetFaults()
            let second = try await engine.run(
                command.arguments,
                in: course.folder,
                environment: command.environment
            )
            guard try await engine.settles() else { throw TestFailure("the engine does not come to rest") }
            let after = engine.state.summary

            var verdict = Verdict(wasStruck: !engine.struck.isEmpty)
            let struck = engine.struck.first?.description ?? "call \(number) (not reached)"
            func complain(_ what: String, _ details: String) {
                verdict.problems.append("\(scenario.name), \(struck), \(kind): \(what)\n\(details)")
            }
            let history =
                "=== wanted\n\(course.end)\n=== after the first run\n\(between)\n=== after the second\n\(after)"
            if verdict.wasStruck, kind.isFatal, first.status != 137 {
                complain("the killed run was not killed", "\(first)")
            }
            if first.status == 0, !kind.isUntrue, between != course.end {
                complain("the first run says that it succeeded and did not", "\(history)\n\(first)")
            }
            if second.status != 0 {
                complain("the second run failed", "\(second)\n=== the first\n\(first)\n\(history)")
            } else if after != course.end {
                complain("the second run came to something else", "\(history)\n\(second)\n=== the first\n\(first)")
            }
            return verdict
        }
    }
}
