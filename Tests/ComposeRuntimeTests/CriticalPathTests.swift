import ComposePlan
import Testing

@testable import ComposeRuntime

@Suite struct CriticalPathTests {
    /// Steps that come after others by number; what they do does not matter.
    private func steps(_ dependencies: [[Int]]) -> [Step] {
        var plan = Plan()
        for (index, numbers) in dependencies.enumerated() {
            let after = numbers.map { Step.ID(number: $0) }
            plan.append(.removeVolume(name: "v\(index + 1)"), cause: .requested, after: after)
        }
        return plan.steps
    }

    private func span(_ step: Step, _ began: Int, _ ended: Int) -> ExecutionReport.Span {
        ExecutionReport.Span(step, began: .milliseconds(began), ended: .milliseconds(ended), isDone: true)
    }

    /// The numbers of the steps on the path.
    private func path(_ spans: [ExecutionReport.Span]) -> [Int] {
        CriticalPath.of(spans).map { spans[$0].step.id.number }
    }

    @Test func `nothing has no path`() {
        #expect(CriticalPath.of([]).isEmpty)
    }

    @Test func `it leads back along what ended last`() {
        // 4 comes after the quick 1 and the slow 2; 3 is long, and over before the end.
        let steps = self.steps([[], [], [], [1, 2]])
        let spans = [span(steps[0], 0, 10), span(steps[1], 0, 50), span(steps[2], 0, 60), span(steps[3], 51, 90)]
        #expect(path(spans) == [2, 4])
    }

    @Test func `a chain is the whole path`() {
        let steps = self.steps([[], [1], [2]])
        #expect(path([span(steps[0], 0, 1), span(steps[1], 1, 5), span(steps[2], 6, 7)]) == [1, 2, 3])
    }

    @Test func `a step that waited for a slot follows what freed it`() {
        let steps = self.steps([[], [], []])
        let spans = [span(steps[0], 0, 20), span(steps[1], 0, 30), span(steps[2], 20, 80)]
        #expect(path(spans) == [1, 3])
    }

    @Test func `plans that follow each other are one path although their numbers repeat`() {
        let (images, rest) = (steps([[], []]), steps([[], [1]]))
        let spans = [
            span(images[0], 0, 40), span(images[1], 0, 100), span(rest[0], 101, 110), span(rest[1], 110, 200),
        ]
        #expect(CriticalPath.of(spans) == [1, 2, 3])
    }

    @Test func `steps that begin and end at once make no circle`() {
        let steps = self.steps([[], [1], [2]])
        let spans = [span(steps[0], 0, 0), span(steps[1], 0, 0), span(steps[2], 0, 0)]
        #expect(path(spans).last == 3)
        #expect(Set(path(spans)).count == path(spans).count)
    }
}
