import ComposeModel
import ComposePlan
import ControlProtocol
import Testing

@testable import Supervisor

/// What sequences of events are told apart as, and what is done about each.
@Suite struct EndingTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var name: String
        var events: [ContainerEvent.Kind]
        /// What is asked for while the events come, before any time goes by.
        var atOnce: [Work.Kind]
        /// What is asked for once things have settled.
        var settled: [Work.Kind]
        /// The kinds of all incidents by then.
        var incidents: [Incident.Kind]

        var testDescription: String { name }
    }

    private static let start = Work.Kind.start(services: ["db"])
    private static let converge = Work.Kind.converge(services: ["db"])

    static let cases = [
        Case(
            name: "its own end",
            events: [.died(code: 1)],
            atOnce: [start],
            settled: [start],
            incidents: [.crash]
        ),
        Case(
            name: "its own end by a signal from inside or from the host",
            events: [.died(code: 137)],
            atOnce: [start],
            settled: [start],
            incidents: [.crash]
        ),
        Case(
            name: "a stop, with the stop after the death",
            events: [.signalled(15), .died(code: 0), .stopped],
            atOnce: [],
            settled: [start],
            incidents: [.stoppedOutside]
        ),
        Case(
            name: "a stop, with the stop before the death",
            events: [.signalled(15), .stopped, .died(code: 143)],
            atOnce: [],
            settled: [start],
            incidents: [.stoppedOutside]
        ),
        Case(
            name: "a stop that had to kill",
            events: [.signalled(15), .signalled(9), .died(code: 137), .stopped],
            atOnce: [],
            settled: [start],
            incidents: [.stoppedOutside]
        ),
        Case(
            name: "a stop of which the signal was not heard",
            events: [.stopped, .died(code: 0)],
            atOnce: [],
            settled: [start],
            incidents: [.stoppedOutside]
        ),
        Case(
            name: "a kill",
            events: [.signalled(9), .died(code: 137)],
            atOnce: [],
            settled: [start],
            incidents: [.stoppedOutside]
        ),
        Case(
            name: "a restart by somebody",
            events: [.signalled(15), .died(code: 0), .stopped, .started, .restarted],
            atOnce: [],
            settled: [],
            incidents: [.stoppedOutside]
        ),
        Case(
            name: "a restart by somebody, with the stop before the death",
            events: [.signalled(15), .stopped, .died(code: 0), .started, .restarted],
            atOnce: [],
            settled: [],
            incidents: [.stoppedOutside]
        ),
        Case(
            name: "out of memory",
            events: [.outOfMemory, .died(code: 137)],
            atOnce: [start],
            settled: [start],
            incidents: [.outOfMemory]
        ),
        Case(
            name: "a process out of memory in a container that goes on",
            events: [.outOfMemory],
            atOnce: [],
            settled: [],
            incidents: [.outOfMemory]
        ),
        Case(
            name: "a removal of what runs",
            events: [.signalled(9), .died(code: 137), .destroyed],
            atOnce: [],
            settled: [converge],
            incidents: [.removedOutside]
        ),
        Case(
            name: "a removal alone",
            events: [.destroyed],
            atOnce: [],
            settled: [converge],
            incidents: [.removedOutside]
        ),
        Case(
            name: "a signal that is no end",
            events: [.signalled(1)],
            atOnce: [],
            settled: [],
            incidents: []
        ),
        Case(
            name: "a start of which the death was not heard",
            events: [.started],
            atOnce: [],
            settled: [],
            incidents: []
        ),
    ]

    @Test(arguments: cases) func `a sequence of events is told apart`(_ sequence: Case) {
        var ward = Ward.running(Wards.service("db"))
        ward.tell("db-1", sequence.events)
        #expect(ward.kinds == sequence.atOnce)
        ward.pass(1_500)
        #expect(ward.kinds == sequence.settled)
        #expect(ward.incidents.map(\.kind) == sequence.incidents)
        #expect(ward.faults == [])
    }

    @Test func `a signal to reload long ago does not excuse a crash`() {
        var ward = Ward.running(Wards.service("db"))
        ward.tell("db-1", .signalled(1))
        ward.pass(5_000)
        ward.tell("db-1", .died(code: 1))
        #expect(ward.kinds == [.start(services: ["db"])])
        #expect(ward.incidents.map(\.kind) == [.crash])
    }

    @Test func `an incident says who was it, with which code, and how long it took`() throws {
        var ward = Ward.running(Wards.service("db"))
        ward.tell("db-1", .died(code: 139))
        ward.pass(200)
        ward.tell("db-1", .started)
        ward.finish()
        ward.pass(1_500)
        let incident = try #require(ward.incidents.first)
        #expect(incident.summary == "shop-db-1 ended with code 139 (SIGSEGV)")
        #expect(incident.container == "shop-db-1")
        #expect(incident.exitCode == 139)
        #expect(incident.actions == ["started again after 200ms"])
        #expect(abs((incident.outage ?? 0) - 0.2) < 0.001)
    }

    @Test func `word of a kill that comes after that of the death is taken in`() {
        var ward = Ward.running(
            Wards.service("db") { $0.extensions = Wards.settings([("drift", .string("report"))]) },
            Wards.service("web")
        )
        ward.tell("web-1", .died(code: 1))
        // The restart of web is under way, so that that of db waits.
        ward.tell("db-1", .died(code: 137))
        ward.tell("db-1", .signalled(9), ago: 1_000_000)
        ward.tell("web-1", .started)
        ward.finish()
        ward.pass(5_000)
        #expect(ward.kinds == [.start(services: ["web"])])
        #expect(ward.condition("db") == .stopped)
        #expect(ward.memories["db"]?.failures == [])
    }

    @Test func `a stop during the pause before a restart is somebody's wish`() {
        var ward = Ward.running(
            Wards.service("db") { service in
                service.extensions = Wards.settings([
                    ("drift", .string("report")), ("restart", Wards.map(("delay", .string("30s")))),
                ])
            }
        )
        ward.tell("db-1", .died(code: 1))
        ward.pass(10)
        ward.tell("db-1", .started)
        ward.finish()
        ward.pass(100)
        ward.tell("db-1", .died(code: 1))
        #expect(ward.condition("db") == .backingOff)
        ward.pass(5_000)
        ward.tell("db-1", .stopped)
        ward.pass(60_000)
        #expect(ward.works.count == 1)
        #expect(ward.condition("db") == .stopped)
    }

    @Test func `a death is heard once, however often it is told`() {
        var ward = Ward.running(Wards.service("db"))
        ward.tell("db-1", .died(code: 1))
        ward.tell("db-1", .died(code: 1))
        ward.pass(20)
        ward.tell("db-1", .started)
        ward.finish()
        ward.tell("db-1", .died(code: 1), ago: 20_000_000)
        ward.pass(3_000)
        #expect(ward.incidents.count == 1)
        #expect(ward.kinds == [.start(services: ["db"])])
        #expect(ward.status("db")?.restarts == 1)
        #expect(ward.condition("db") == .ready)
    }
}
