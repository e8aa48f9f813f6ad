import ComposeModel
import ComposePlan
import OrderedCollections
import Testing

@testable import ComposeCommands
@testable import ComposeRuntime

/// Who had to be killed in place of being stopped.
@Suite struct StubbornStopTests {
    private func found(
        timeout: Int? = nil,
        took: Duration,
        knowsDefinitions: Bool = true,
        _ change: (inout Service) -> Void = { _ in }
    ) -> [StubbornStop] {
        var project = Project(name: "shop", workingDirectory: "/srv/shop")
        var service = Service(name: "web")
        change(&service)
        project.services["web"] = service
        var plan = Plan()
        plan.append(.stopContainer(BrokenShop.container("web"), timeout: timeout), cause: .requested)
        var report = ExecutionReport()
        report.spans = [.init(plan.steps[0], began: .seconds(1), ended: .seconds(1) + took, isDone: true)]
        return StubbornStop.among(report, project, knowsDefinitions: knowsDefinitions)
    }

    @Test func `a container that took all of its time was killed`() {
        #expect(
            found(took: .milliseconds(10_100))
                == [StubbornStop(container: "shop-web-1", service: "web", grace: 10)]
        )
        #expect(found(took: .milliseconds(9_900)).isEmpty)
        #expect(found(timeout: 2, took: .milliseconds(2_050)).first?.grace == 2)
        #expect(found(took: .seconds(11)) { $0.stopGracePeriod = .seconds(30) }.isEmpty)
        #expect(found(took: .milliseconds(1_900)) { $0.stopGracePeriod = .milliseconds(1_500) }.isEmpty)
    }

    @Test func `who asked for a kill, or is not known, is not told`() {
        #expect(found(timeout: 0, took: .seconds(1)).isEmpty)
        #expect(found(took: .seconds(11)) { $0.stopSignal = "SIGKILL" }.isEmpty)
        #expect(found(took: .seconds(11), knowsDefinitions: false).isEmpty)
        #expect(found(timeout: 3, took: .seconds(4), knowsDefinitions: false).count == 1)
    }

    @Test func `the hint says what may be the matter`() {
        #expect(
            StubbornStop(container: "shop-web-1", service: "web", grace: 10).hint
                == "shop-web-1 did not stop within 10s and was killed; as PID 1 it may ignore SIGTERM: "
                + "try 'init: true' for web, or a 'stop_signal' that it obeys"
        )
        let withInit = StubbornStop(container: "a", service: "web", grace: 10, hasInit: true)
        #expect(!withInit.hint.contains("init: true"))
    }
}
