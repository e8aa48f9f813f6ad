import ComposeModel
import ControlProtocol
import OrderedCollections
import Testing

@testable import Supervisor

/// Command lines that say what they do.
@Suite struct AnnouncementTests {
    private func announce(_ ward: inout Ward, _ verb: Announcement.Verb, _ services: String...) {
        ward.give(.announced(Announcement(verb, services: services, process: 42), number: 1))
    }

    private func end(_ ward: inout Ward, succeeded: Bool = true) {
        ward.give(.announcementEnded(number: 1, succeeded: succeeded))
    }

    @Test func `a stop by the user is kept, and a start takes it back`() {
        var ward = Ward.running(Wards.service("db"), Wards.service("web"))
        announce(&ward, .stop, "db")
        ward.tell("db-1", [.signalled(15), .died(code: 0), .stopped])
        end(&ward)
        ward.pass(60_000)
        #expect(ward.works == [])
        #expect(ward.incidents == [])
        #expect(ward.condition("db") == .stopped)
        #expect(ward.memories["db"]?.isStopped == true)
        announce(&ward, .start, "db")
        ward.tell("db-1", .started)
        end(&ward)
        ward.pass(5_000)
        #expect(ward.condition("db") == .ready)
        ward.tell("db-1", .died(code: 1))
        #expect(ward.kinds == [.start(services: ["db"])])
    }

    @Test func `word of a stop that comes after the announcement has ended is known for what it is`() {
        var ward = Ward.running(Wards.service("db"))
        announce(&ward, .restart)
        let began = ward.now
        ward.pass(1_000)
        end(&ward)
        let ago = ward.now - began - 500_000_000
        ward.tell("db-1", .signalled(15), ago: ago)
        ward.tell("db-1", .died(code: 143), ago: ago - 1)
        ward.tell("db-1", .stopped, ago: ago - 2)
        ward.tell("db-1", .started, ago: ago - 3)
        ward.pass(5_000)
        #expect(ward.works == [])
        #expect(ward.incidents == [])
    }

    @Test func `a kill by the user is kept once the container has died`() {
        var ward = Ward.running(Wards.service("db"))
        announce(&ward, .kill)
        ward.tell("db-1", .signalled(9))
        end(&ward)
        ward.pass(20)
        ward.tell("db-1", .died(code: 137))
        ward.pass(60_000)
        #expect(ward.works == [])
        #expect(ward.condition("db") == .stopped)
        #expect(ward.incidents == [])
    }

    @Test func `nothing is repaired while a command is at work, and what crashed meanwhile is repaired after`() {
        var ward = Ward.running(Wards.service("db"), Wards.service("web"))
        announce(&ward, .up, "web")
        ward.tell("db-1", .died(code: 1))
        ward.pass(30_000)
        #expect(ward.works == [])
        end(&ward)
        #expect(ward.kinds == [.start(services: ["db"])])
        #expect(ward.incidents.map(\.kind) == [.crash])
    }

    @Test func `work makes room for a command, and the rest of it is asked for again`() {
        var ward = Ward.running(Wards.service("db"))
        ward.tell("db-1", .died(code: 1))
        announce(&ward, .up)
        #expect(ward.cancelled.count == 1)
        ward.finish(.cancelled)
        #expect(ward.works.count == 1)
        end(&ward, succeeded: false)
        #expect(ward.works.count == 2)
        ward.tell("db-1", .started)
        ward.finish()
        ward.pass(5_000)
        #expect(ward.works.count == 2)
        #expect(ward.open == [])
        #expect(ward.faults == [])
    }

    @Test func `what a command has done already is not asked for again`() {
        var ward = Ward.running(Wards.service("db"))
        ward.tell("db-1", .died(code: 1))
        announce(&ward, .up)
        ward.finish(.cancelled)
        ward.tell("db-1", .started)
        end(&ward)
        ward.pass(5_000)
        #expect(ward.works.count == 1)
    }

    @Test func `a replacement that a command broke off is seen to its end`() {
        var ward = Ward.running(Wards.service("db"))
        announce(&ward, .up)
        ward.tell("db-1", [.signalled(15), .died(code: 0), .stopped, .destroyed])
        ward.renew("db-1")
        ward.tell("db-1", .created)
        end(&ward, succeeded: false)
        ward.pass(2_000)
        #expect(ward.kinds == [.start(services: ["db"])])
        #expect(ward.incidents == [])
    }

    @Test func `the number that a command has scaled to is kept`() {
        var ward = Ward.running(Wards.service("web"))
        announce(&ward, .scale, "web")
        ward.tell("web-2", [.created, .started])
        ward.tell("web-3", [.created, .started])
        end(&ward)
        ward.pass(2_000)
        #expect(ward.memories["web"]?.replicas == 3)
        ward.tell("web-2", [.signalled(9), .died(code: 137), .destroyed])
        ward.pass(2_000)
        #expect(ward.kinds == [.converge(services: ["web"])])
        #expect(ward.supervision.project(for: ward.works[0]).services["web"]?.scale == 3)
    }

    @Test func `a pause by the user is kept`() {
        var ward = Ward.running(Wards.service("db"))
        announce(&ward, .pause)
        ward.tell("db-1", .paused)
        end(&ward)
        ward.pass(60_000)
        #expect(ward.works == [])
        #expect(ward.condition("db") == .paused)
    }

    @Test func `the end of a lease takes the project down, and failures of that are tried again`() {
        var ward = Ward.running(Wards.service("db"))
        ward.give(.leaseEnded(reason: "process 42 has ended"))
        #expect(ward.kinds == [.down(removesVolumes: false)])
        #expect(ward.open.map(\.kind) == [.lease])
        ward.finish(.failed("the network is in use", evidence: []))
        ward.pass(10_000)
        #expect(ward.works.count == 2)
        ward.tell("db-1", [.signalled(15), .died(code: 0), .stopped, .destroyed])
        ward.finish()
        ward.pass(60_000)
        #expect(ward.works.count == 2)
        #expect(ward.open == [])
    }

    @Test(arguments: ["leave", "stop"]) func `the end of the daemon stops the project only by policy`(
        _ shutdown: String
    ) {
        var ward = Ward.running(
            Wards.service("db"),
            extensions: Wards.settings([("shutdown", .string(shutdown))])
        )
        ward.give(.closing)
        #expect(ward.kinds == (shutdown == "stop" ? [.stop(services: ["db"])] : []))
        ward.tell("db-1", .died(code: 1))
        ward.pass(5_000)
        #expect(ward.works.count == (shutdown == "stop" ? 1 : 0))
    }
}
