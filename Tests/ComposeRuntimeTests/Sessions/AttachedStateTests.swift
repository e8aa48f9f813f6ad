import Testing

@testable import ComposeRuntime

@Suite struct AttachedStateTests {
    private static func options(
        awaited: Set<String> = ["web", "db"],
        shown: Set<String> = ["web", "db"],
        _ cascade: AttachedRun.Cascade = .none
    ) -> AttachedRun.Options {
        var options = AttachedRun.Options(awaited: awaited, shown: shown)
        options.cascade = cascade
        return options
    }

    /// A run whose start is done, with a container of each service whose output is being read.
    private static func running(_ options: AttachedRun.Options, _ services: [String] = ["web", "db"]) -> AttachedState {
        var state = AttachedState(options)
        for service in services { _ = state.enter(id: service, name: "\(service)-1", service: service) }
        for service in services { _ = state.started(id: service, name: "\(service)-1", service: service) }
        _ = state.startEnded(succeeded: true)
        return state
    }

    private static func exited(_ service: String, _ code: Int, isRestarting: Bool = false) -> AttachedState.Effect {
        .tell(.exited(container: "\(service)-1", service: service, code: code, isRestarting: isRestarting))
    }

    @Test func `an end is told after the last line`() {
        var state = Self.running(Self.options())
        #expect(state.died(id: "web", code: 3, time: 10, comesBack: false) == [.settle(id: "web")])
        #expect(state.readingEnded(id: "web") == [Self.exited("web", 3)])
    }

    @Test func `an end is told even when something holds the output open`() {
        var state = Self.running(Self.options())
        _ = state.died(id: "web", code: 3, time: 10, comesBack: false)
        #expect(state.settled("web") == [Self.exited("web", 3)])
        #expect(state.readingEnded(id: "web") == [])
    }

    @Test func `the run is over with code 0 when all have ended by themselves`() {
        var state = Self.running(Self.options())
        _ = state.readingEnded(id: "web")
        #expect(state.died(id: "web", code: 3, time: 10, comesBack: false) == [Self.exited("web", 3)])
        _ = state.readingEnded(id: "db")
        #expect(state.died(id: "db", code: 4, time: 11, comesBack: false) == [Self.exited("db", 4), .finish])
        #expect(state.exitCode == 0)
    }

    @Test func `containers that end while others are still being started do not end the run`() {
        var state = AttachedState(Self.options())
        _ = state.enter(id: "db", name: "db-1", service: "db")
        _ = state.readingEnded(id: "db")
        #expect(state.died(id: "db", code: 0, time: 1, comesBack: false) == [Self.exited("db", 0)])
        #expect(state.startEnded(succeeded: true) == [.finish])
    }

    @Test func `a start that starts nothing is over at once`() {
        var state = AttachedState(Self.options())
        #expect(state.startEnded(succeeded: true) == [.finish])
        #expect(state.exitCode == 0)
    }

    @Test func `a start that fails ends the run with 1 once the ends so far are told`() {
        var state = AttachedState(Self.options())
        _ = state.enter(id: "db", name: "db-1", service: "db")
        _ = state.enter(id: "web", name: "web-1", service: "web")
        _ = state.died(id: "db", code: 9, time: 1, comesBack: false)
        #expect(state.startEnded(succeeded: false) == [])
        #expect(state.readingEnded(id: "db") == [Self.exited("db", 9), .finish])
        #expect(state.exitCode == 1)
    }

    @Test func `the run does not wait for services that were not named`() {
        var state = Self.running(Self.options(awaited: ["web"]))
        _ = state.readingEnded(id: "web")
        #expect(state.died(id: "web", code: 0, time: 1, comesBack: false) == [Self.exited("web", 0), .finish])
    }

    @Test func `a service that is not shown counts and is not read`() {
        var state = AttachedState(Self.options(shown: ["web"]))
        let isRead = state.enter(id: "db", name: "db-1", service: "db")
        #expect(!isRead)
        _ = state.startEnded(succeeded: true)
        #expect(state.phase == .running)
        #expect(state.died(id: "db", code: 0, time: 1, comesBack: false) == [Self.exited("db", 0), .finish])
    }

    @Test func `services of neither kind are ignored`() {
        var state = Self.running(Self.options(awaited: ["web"], shown: ["web"]), ["web"])
        #expect(state.started(id: "db", name: "db-1", service: "db") == [])
        #expect(state.containers["db"] == nil)
    }

    // MARK: - Restarts

    @Test func `the log of the next run is read once the output of the last has ended`() {
        var state = Self.running(Self.options())
        _ = state.died(id: "web", code: 1, time: 10, comesBack: true)
        #expect(state.started(id: "web", name: "web-1", service: "web") == [])
        #expect(
            state.readingEnded(id: "web") == [Self.exited("web", 1, isRestarting: true), .readLog(id: "web")]
        )
        #expect(state.containers["web"]?.lastDeath == 10)
    }

    @Test func `the log of the next run is read at its start when the output has ended before`() {
        var state = Self.running(Self.options())
        _ = state.readingEnded(id: "web")
        _ = state.died(id: "web", code: 1, time: 10, comesBack: true)
        #expect(state.started(id: "web", name: "web-1", service: "web") == [.readLog(id: "web")])
        #expect(state.containers["web"]?.isReading == true)
    }

    @Test func `the start that the run has asked for does not read the output twice`() {
        var state = AttachedState(Self.options())
        let first = state.enter(id: "web", name: "web-1", service: "web")
        let second = state.enter(id: "web", name: "web-1", service: "web")
        #expect(first)
        #expect(!second)
        #expect(state.started(id: "web", name: "web-1", service: "web") == [])
        #expect(state.readingEnded(id: "web") == [])
    }

    @Test func `a container that restarts keeps the run going`() {
        var state = Self.running(Self.options(awaited: ["web"], shown: []), ["web"])
        #expect(
            state.died(id: "web", code: 1, time: 1, comesBack: true) == [Self.exited("web", 1, isRestarting: true)]
        )
        #expect(state.phase == .running)
    }

    @Test func `a replacement by somebody else keeps the run going`() {
        var state = Self.running(Self.options(awaited: ["web"], shown: ["web"]), ["web"])
        let created = state.created(id: "new", name: "abc_web-1", service: "web", replacing: "web-1")
        #expect(created == [.tell(.recreated(container: "web-1"))])
        _ = state.readingEnded(id: "web")
        #expect(state.died(id: "web", code: 143, time: 1, comesBack: false) == [Self.exited("web", 143)])
        #expect(state.started(id: "new", name: "web-1", service: "web") == [.readLog(id: "new")])
        #expect(state.containers["new"]?.name == "web-1")
    }

    @Test func `the run's own creations are no replacements`() {
        var state = AttachedState(Self.options())
        #expect(state.created(id: "new", name: "abc_web-1", service: "web", replacing: "web-1") == [])
    }

    // MARK: - Ending the others

    @Test(arguments: [
        (AttachedRun.Cascade.onExit, 0, 0), (.onExit, 5, 5), (.onFailure, 4, 4),
    ])
    func `the first to end stops the others, and its code is the run's`(
        cascade: AttachedRun.Cascade,
        code: Int,
        expected: Int
    ) {
        var state = Self.running(Self.options(cascade))
        let effects = state.died(id: "web", code: code, time: 1, comesBack: false)
        #expect(effects == [.settle(id: "web"), .tell(.stopping(.cascade(container: "web-1"))), .stop])
        _ = state.readingEnded(id: "web")
        _ = state.readingEnded(id: "db")
        _ = state.died(id: "db", code: 137, time: 2, comesBack: false)
        #expect(state.stopEnded() == [.bePatient, .finish])
        #expect(state.exitCode == expected)
    }

    @Test func `an end with code 0 is no failure`() {
        var state = Self.running(Self.options(.onFailure))
        #expect(state.died(id: "web", code: 0, time: 1, comesBack: false) == [.settle(id: "web")])
        #expect(state.phase == .running)
    }

    @Test func `the code of the service that was asked for wins`() {
        var options = Self.options(.onExit)
        options.exitCodeFrom = "db"
        var state = Self.running(options)
        _ = state.died(id: "web", code: 3, time: 1, comesBack: false)
        _ = state.died(id: "db", code: 143, time: 2, comesBack: false)
        #expect(state.exitCode == 143)
    }

    // MARK: - Interrupts

    @Test func `interrupts stop, then kill, then leave`() {
        var state = Self.running(Self.options())
        #expect(state.interrupted() == [.tell(.stopping(.interrupted)), .stop])
        #expect(state.interrupted() == [.tell(.killing), .kill])
        #expect(state.interrupted() == [.finish])
        #expect(state.interrupted() == [])
        #expect(state.exitCode == 130)
    }

    @Test func `an interrupt during the start gives it up before anything is stopped`() {
        var state = AttachedState(Self.options())
        _ = state.enter(id: "web", name: "web-1", service: "web")
        #expect(state.interrupted() == [.tell(.stopping(.interrupted)), .giveUpStart])
        #expect(state.startEnded(succeeded: false) == [.stop])
        #expect(state.exitCode == 130)
    }

    @Test func `a stop that left something running is over after a moment`() {
        var state = Self.running(Self.options())
        _ = state.interrupted()
        #expect(state.patienceEnded() == [])
        #expect(state.stopEnded() == [.bePatient])
        #expect(state.patienceEnded() == [.finish])
    }

    @Test func `output goes on while the stop is under way`() {
        var state = Self.running(Self.options())
        _ = state.interrupted()
        #expect(state.died(id: "web", code: 143, time: 1, comesBack: false) == [.settle(id: "web")])
        #expect(state.readingEnded(id: "web") == [Self.exited("web", 143)])
        _ = state.died(id: "db", code: 143, time: 1, comesBack: false)
        #expect(state.stopEnded() == [.bePatient])
        #expect(state.readingEnded(id: "db") == [Self.exited("db", 143), .finish])
    }
}
