import ComposeModel
import ComposePlan
import ControlProtocol
import Testing

@testable import Supervisor

/// What happens by the clock.
@Suite struct ScheduleTests {
    /// Twenty seconds after a full minute.
    private func ward() -> Ward {
        let backup = Wards.dependent("backup", on: "db") { service in
            service.extensions = Wards.settings([("schedule", .string("* * * * *"))])
        }
        var ward = Ward([Wards.probed("db"), backup])
        ward.list([ward.observed("db-1", health: .healthy)])
        return ward
    }

    private func end(_ ward: inout Ward, code: Int, output: [String] = []) {
        guard let job = ward.works.last else { return }
        ward.give(.finished(job.number, .ended(code: code, output: output)))
    }

    @Test func `a job runs when its time comes, and not before`() {
        var ward = self.ward()
        #expect(ward.works == [])
        #expect(ward.status("backup")?.nextAttempt == 1_700_000_040)
        ward.pass(39_999)
        #expect(ward.works == [])
        ward.pass(1)
        #expect(ward.kinds == [.job(service: "backup")])
        #expect(ward.condition("backup") == .starting)
        end(&ward, code: 0)
        #expect(ward.condition("backup") == .completed)
        ward.pass(60_000)
        #expect(ward.works.count == 2)
        #expect(ward.incidents == [])
    }

    @Test func `a failed run is an incident until one succeeds, and its output is kept`() {
        var ward = self.ward()
        ward.pass(40_000)
        end(&ward, code: 2, output: ["no space left"])
        #expect(ward.open.map(\.kind) == [.schedule])
        #expect(ward.memories["backup"]?.lastCode == 2)
        #expect(ward.memories["backup"]?.lastOutput == ["no space left"])
        #expect(ward.condition("backup") == .failed)
        ward.pass(60_000)
        end(&ward, code: 0)
        #expect(ward.open == [])
    }

    @Test func `runs do not overlap`() {
        var ward = self.ward()
        ward.pass(40_000 + 120_000)
        #expect(ward.works.count == 1)
        #expect(ward.told.filter { $0.hasPrefix("job.skipped") }.count == 2)
        end(&ward, code: 0)
        #expect(ward.works.count == 1)
        ward.pass(60_000)
        #expect(ward.works.count == 2)
    }

    @Test func `a job waits behind its gate`() {
        var ward = self.ward()
        ward.tell("db-1", .health(.unhealthy))
        ward.pass(500)
        ward.tell("db-1", .health(.healthy))
        ward.pass(39_000)
        ward.tell("db-1", .health(.unhealthy))
        ward.pass(600)
        #expect(ward.works == [])
        #expect(ward.condition("backup") == .held)
        ward.tell("db-1", .health(.healthy))
        #expect(ward.kinds == [.job(service: "backup")])
    }

    @Test func `a job runs beside other work, and its absence is no drift`() {
        var ward = self.ward()
        ward.tell("db-1", .died(code: 1))
        ward.pass(10)
        ward.tell("db-1", .started)
        ward.tell("db-1", .health(.healthy))
        ward.pass(39_990)
        #expect(ward.kinds == [.start(services: ["db"]), .job(service: "backup")])
        #expect(ward.incidents.map(\.kind) == [.crash])
        #expect(ward.faults == [])
    }

    @Test func `the age of an image is looked at every hour`() {
        var ward = Ward.running(Wards.service("web") { $0.pullPolicy = "daily" })
        ward.pass(3_599_000)
        #expect(ward.works == [])
        ward.pass(1_000)
        #expect(ward.kinds == [.converge(services: ["web"])])
        ward.finish()
        ward.pass(3_600_000)
        #expect(ward.works.count == 2)
        #expect(ward.incidents == [])
    }
}
