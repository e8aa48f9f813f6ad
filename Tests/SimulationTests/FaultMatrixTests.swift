import TestSupport
import Testing

/// Whatever goes wrong at whatever moment, the next run of the same command comes to what a clean run comes to.
///
/// Each test strikes every call of its scenario in turn with one kind of fault.
@Suite(.serialized, .timeLimit(.minutes(5)))
struct FaultMatrixTests {
    static let kinds: [Fault.Kind] = [
        .cutsBefore, .cutsAfter, .answers(status: 500), .answers(status: 409), .answers(status: 404),
        .delays(.milliseconds(300)), .killsBefore, .killsAfter,
    ]

    @Test(arguments: FaultScenario.all, FaultMatrixTests.kinds)
    func `a run that meets a fault at any call is put right by the next`(
        _ scenario: FaultScenario,
        _ kind: Fault.Kind
    ) async throws {
        let course = try await FaultCourses.shared.course(of: scenario)
        let verdicts = await withTaskGroup(of: FaultCell.Verdict.self) { group in
            for number in 1...course.calls {
                let cell = FaultCell(scenario: scenario, kind: kind, number: number)
                group.addTask { await cell.verdict(course) }
            }
            var verdicts: [FaultCell.Verdict] = []
            for await verdict in group { verdicts.append(verdict) }
            return verdicts
        }
        for problem in verdicts.flatMap(\.problems) { Issue.record("\(problem)") }
        // Calls side by side may come to a few less; a matrix that strikes nothing tells nothing.
        let struck = verdicts.filter(\.wasStruck).count
        #expect(struck >= course.calls - 2)
    }

    @Test(arguments: FaultScenario.all)
    func `a scenario takes the calls that the matrix counts on, and ends at rest`(
        _ scenario: FaultScenario
    ) async throws {
        let course = try await FaultCourses.shared.course(of: scenario)
        #expect(course.calls >= 5)
        #expect(course.calls < 60, "more calls than the scenario can need")
        let containers = course.end.split(separator: "\n").filter { $0.hasPrefix("container ") }
        switch scenario.name {
        case "down": #expect(course.end.isEmpty, "\(course.end)")
        case "scale-down": #expect(containers.count == 1, "\(course.end)")
        default:
            #expect(containers.count == 3, "\(course.end)")
            #expect(course.end.contains("job-1: exited with 0"), "\(course.end)")
            #expect(course.end.contains("db-1: running and healthy"), "\(course.end)")
        }
        #expect(!course.end.contains("(gone)"), "\(course.end)")
    }
}
