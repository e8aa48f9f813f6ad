import ComposeModel
import ComposePlan
import ControlProtocol
import Testing

@testable import Supervisor

/// Services that end by themselves, again and again or all at once.
@Suite struct CrashTests {
    /// The container starts, lives for a while and ends.
    private func cycle(_ ward: inout Ward, _ container: String, living milliseconds: Int, code: Int = 1) {
        ward.pass(10)
        ward.tell(container, .started)
        ward.finish()
        ward.pass(milliseconds)
        ward.tell(container, .died(code: code))
    }

    @Test func `the first restart comes at once and the next ones after longer and longer pauses`() {
        var ward = Ward.running(Wards.service("db"))
        ward.tell("db-1", .died(code: 1))
        #expect(ward.works.count == 1)
        cycle(&ward, "db-1", living: 50)
        #expect(ward.works.count == 1)
        ward.pass(99)
        #expect(ward.works.count == 1)
        ward.pass(1)
        #expect(ward.works.count == 2)
        cycle(&ward, "db-1", living: 50)
        ward.pass(199)
        #expect(ward.works.count == 2)
        ward.pass(1)
        #expect(ward.works.count == 3)
        #expect(ward.faults == [])
    }

    @Test func `a stable run makes the next restart come at once again`() {
        var ward = Ward.running(Wards.service("db"))
        ward.tell("db-1", .died(code: 1))
        cycle(&ward, "db-1", living: 50)
        ward.pass(100)
        cycle(&ward, "db-1", living: 11_000)
        #expect(ward.works.count == 3)
    }

    @Test func `pauses grow up to the longest`() {
        let second = 1_000_000_000
        #expect(BackOff.nanoseconds(after: 1, delay: second / 10, longest: 60 * second) == 0)
        #expect(BackOff.nanoseconds(after: 2, delay: second / 10, longest: 60 * second) == second / 10)
        #expect(BackOff.nanoseconds(after: 5, delay: second / 10, longest: 60 * second) == 8 * second / 10)
        #expect(BackOff.nanoseconds(after: 12, delay: second / 10, longest: 60 * second) == 60 * second)
        #expect(BackOff.nanoseconds(after: 1_000, delay: second / 10, longest: 60 * second) == 60 * second)
    }

    @Test func `on-failure with a number gives up after so many restarts and stays so`() throws {
        var ward = Ward.running(Wards.service("db") { $0.restart = "on-failure:2" })
        ward.tell("db-1", .died(code: 1))
        cycle(&ward, "db-1", living: 50)
        ward.pass(1_000)
        cycle(&ward, "db-1", living: 50)
        ward.pass(120_000)
        #expect(ward.works.count == 2)
        #expect(ward.condition("db") == .failed)
        #expect(ward.memories["db"]?.isGivenUp == true)
        #expect(ward.incidents.map(\.kind) == [.crash, .crashLoop])
        #expect(ward.open.count == 2)
        // A look changes nothing about it.
        ward.list([ward.observed("db-1", .exited, code: 1)])
        ward.pass(5_000)
        #expect(ward.works.count == 2)
    }

    @Test func `what was given up has another chance once somebody starts it`() {
        var ward = Ward.running(Wards.service("db") { $0.restart = "on-failure:1" })
        ward.tell("db-1", .died(code: 1))
        cycle(&ward, "db-1", living: 50)
        #expect(ward.condition("db") == .failed)
        ward.pass(500)
        ward.tell("db-1", .started)
        ward.pass(2_000)
        #expect(ward.condition("db") == .ready)
        #expect(ward.open == [])
        #expect(ward.memories["db"]?.isGivenUp == false)
        ward.tell("db-1", .died(code: 1))
        #expect(ward.works.count == 2)
    }

    @Test func `always is never given up, but a crash loop is told of`() {
        var ward = Ward.running(
            Wards.service("db") { service in
                service.extensions = Wards.settings([("restart", Wards.map(("max_delay", .string("1s"))))])
            }
        )
        ward.tell("db-1", .died(code: 1))
        for _ in 0..<12 {
            cycle(&ward, "db-1", living: 20)
            ward.pass(1_100)
        }
        #expect(ward.works.count == 13)
        #expect(ward.incidents.map(\.kind) == [.crash, .crashLoop])
        #expect(ward.memories["db"]?.isGivenUp == false)
    }

    @Test func `failures of long ago do not count`() {
        var ward = Ward.running(
            Wards.service("db") { service in
                service.restart = "on-failure"
                let restart = Wards.map(("limit", .int(1)), ("window", .string("1m")))
                service.extensions = Wards.settings([("restart", restart)])
            }
        )
        ward.tell("db-1", .died(code: 1))
        cycle(&ward, "db-1", living: 90_000)
        cycle(&ward, "db-1", living: 90_000)
        #expect(ward.works.count == 3)
        #expect(ward.memories["db"]?.isGivenUp == false)
    }

    @Test func `an end with code 0 completes a service that says nothing of restarts`() {
        var ward = Ward.running(Wards.service("job") { $0.restart = nil })
        ward.tell("job-1", .died(code: 0))
        ward.pass(5_000)
        #expect(ward.works == [])
        #expect(ward.incidents == [])
        #expect(ward.condition("job") == .completed)
        #expect(ward.memories["job"]?.lastCode == 0)
        ward.tell("job-1", .destroyed)
        ward.pass(5_000)
        #expect(ward.works == [])
    }

    @Test func `restart no leaves a failed service as it is, with an incident`() {
        var ward = Ward.running(Wards.service("job") { $0.restart = "no" })
        ward.tell("job-1", .died(code: 3))
        ward.pass(5_000)
        #expect(ward.works == [])
        #expect(ward.condition("job") == .failed)
        #expect(ward.open.map(\.kind) == [.crash])
    }

    @Test func `a hundred services that die at once are started by two works`() {
        let services = (0..<100).map { Wards.service("s\($0)") }
        var ward = Ward(services)
        ward.list(ward.everything())
        for service in services { ward.tell("\(service.name)-1", .died(code: 137)) }
        #expect(ward.works.count == 1)
        ward.tell("s0-1", .started)
        ward.finish()
        #expect(ward.works.count == 2)
        #expect(ward.works.last?.kind.services.count == 99)
        #expect(ward.incidents.count == 100)
        for service in services.dropFirst() { ward.tell("\(service.name)-1", .started) }
        ward.finish()
        ward.pass(5_000)
        #expect(ward.works.count == 2)
        #expect(ward.open == [])
        #expect(ward.faults == [])
    }

    @Test func `a hundred replicas that die at once are one failure`() {
        var ward = Ward.running(
            Wards.service("web") { service in
                service.scale = 100
                service.restart = "on-failure:3"
            }
        )
        for number in 1...100 { ward.tell("web-\(number)", .died(code: 1)) }
        #expect(ward.memories["web"]?.failures.count == 1)
        #expect(ward.incidents.count == 1)
        #expect(ward.condition("web") == .starting)
    }

    @Test func `what could not be done is tried again, and told once`() {
        var ward = Ward.running(Wards.service("db"))
        ward.tell("db-1", .died(code: 1))
        ward.finish(.failed("port 5432 is taken", evidence: ["by postgres"]))
        ward.pass(999)
        #expect(ward.works.count == 1)
        ward.pass(1)
        #expect(ward.works.count == 2)
        ward.finish(.failed("port 5432 is taken", evidence: []))
        ward.pass(2_000)
        #expect(ward.works.count == 3)
        ward.tell("db-1", .started)
        ward.finish()
        ward.pass(2_000)
        #expect(ward.incidents.count == 1)
        #expect(ward.incidents.first?.actions.filter { $0.hasPrefix("failed") }.count == 1)
        #expect(ward.open == [])
        #expect(ward.faults == [])
    }
}
