import ComposeModel
import ComposePlan
import ControlProtocol
import OrderedCollections
import Testing

@testable import Supervisor

/// Containers that run and are unwell.
@Suite struct HealthTests {
    /// The work under way restarts the container, whose probes begin anew.
    private func restart(_ ward: inout Ward, _ container: String) {
        ward.tell(container, [.signalled(15), .died(code: 143), .stopped, .started, .restarted])
        ward.finish()
    }

    @Test func `an unhealthy service is restarted after a pause, as often as its budget allows`() {
        var ward = Ward.running(Wards.probed("db"))
        for (round, pause) in [1_000, 2_000, 4_000].enumerated() {
            ward.tell("db-1", .health(.unhealthy))
            #expect(ward.condition("db") == .unhealthy)
            ward.pass(pause - 1)
            #expect(ward.works.count == round)
            ward.pass(1)
            #expect(ward.works.count == round + 1)
            #expect(ward.works.last?.kind == .restart(services: ["db"]))
            restart(&ward, "db-1")
            ward.pass(5_000)
        }
        ward.tell("db-1", .health(.unhealthy))
        ward.pass(60_000)
        #expect(ward.works.count == 3)
        #expect(ward.incidents.map(\.kind) == [.unhealthy])
        #expect(ward.told.contains { $0.hasPrefix("service.needs_attention") })
        #expect(ward.incidents[0].actions.last == "left unhealthy after 3 restarts within 10m0s")
        ward.tell("db-1", .health(.healthy))
        #expect(ward.open == [])
        #expect(ward.faults == [])
    }

    @Test func `as a last resort it is stopped and given up where the policy says so`() {
        var ward = Ward.running(
            Wards.probed("db") { service in
                let unhealthy = Wards.map(("attempts", .int(0)), ("finally", .string("stop")))
                service.extensions = Wards.settings([("unhealthy", unhealthy)])
            }
        )
        ward.tell("db-1", .health(.unhealthy))
        #expect(ward.kinds == [.stop(services: ["db"])])
        ward.tell("db-1", [.signalled(15), .died(code: 0), .stopped])
        ward.finish()
        ward.pass(60_000)
        #expect(ward.works.count == 1)
        #expect(ward.condition("db") == .failed)
    }

    @Test func `what is healthy again before its restart is not restarted`() {
        var ward = Ward.running(Wards.probed("db"))
        ward.tell("db-1", .health(.unhealthy))
        ward.pass(500)
        ward.tell("db-1", .health(.healthy))
        ward.pass(10_000)
        #expect(ward.works == [])
        #expect(ward.incidents.count == 1)
        #expect(ward.open == [])
    }

    @Test(arguments: ["leave", "notify"]) func `by policy nothing is done`(_ action: String) {
        var ward = Ward.running(
            Wards.probed("db") { $0.extensions = Wards.settings([("unhealthy", .string(action))]) }
        )
        ward.tell("db-1", .health(.unhealthy))
        ward.pass(60_000)
        #expect(ward.works == [])
        #expect(ward.open.map(\.kind) == [.unhealthy])
        #expect(ward.told.contains { $0.hasPrefix("service.needs_attention") } == (action == "notify"))
    }

    @Test func `only the containers that are unwell are restarted`() {
        var ward = Ward.running(Wards.probed("web") { $0.scale = 3 })
        ward.tell("web-2", .health(.unhealthy))
        ward.pass(1_000)
        #expect(ward.kinds == [.restart(services: ["web"])])
        #expect(ward.works.first?.containers == ["web-2"])
    }

    private func shared() -> Ward {
        Ward.running(
            Wards.probed("db"),
            Wards.probed("app") { $0.dependencies["db"] = Dependency(condition: .healthy) },
            Wards.probed("web") { $0.dependencies["app"] = Dependency(condition: .healthy) }
        )
    }

    @Test func `while a dependency is unhealthy its dependents are held, so that an outage is no storm`() {
        var ward = shared()
        ward.tell("db-1", .health(.unhealthy))
        ward.tell("app-1", .health(.unhealthy))
        ward.tell("web-1", .health(.unhealthy))
        #expect(ward.status("web")?.waitingFor == "what it depends on to be ready")
        ward.pass(1_000)
        #expect(ward.kinds == [.restart(services: ["db"])])
        restart(&ward, "db-1")
        ward.pass(20_000)
        #expect(ward.works.count == 1)
        // They have a probe's time to become well by themselves.
        ward.tell("db-1", .health(.healthy))
        ward.pass(1_000)
        ward.tell("app-1", .health(.healthy))
        ward.tell("web-1", .health(.healthy))
        ward.pass(60_000)
        #expect(ward.works.count == 1)
        #expect(ward.open == [])
        #expect(ward.faults == [])
    }

    @Test func `what stays unhealthy once its dependency is well is restarted after all`() {
        var ward = shared()
        ward.tell("db-1", .health(.unhealthy))
        ward.tell("app-1", .health(.unhealthy))
        ward.pass(1_000)
        restart(&ward, "db-1")
        ward.tell("db-1", .health(.healthy))
        ward.pass(5_999)
        #expect(ward.works.count == 1)
        ward.pass(1)
        #expect(ward.kinds.last == .restart(services: ["app"]))
    }

    @Test func `the daemon's own probe opens gates and tells of trouble like a healthcheck`() {
        let ready = Wards.map(("tcp", .int(5432)))
        var ward = Ward.running(
            Wards.service("db") { $0.extensions = Wards.settings([("ready", ready)]) },
            Wards.dependent("app", on: "db")
        )
        #expect(ward.condition("db") == .starting)
        ward.give(.probed(container: "db-1", isReady: true, evidence: ""))
        #expect(ward.condition("db") == .ready)
        ward.give(.probed(container: "db-1", isReady: false, evidence: "connection refused"))
        #expect(ward.condition("db") == .unhealthy)
        #expect(ward.incidents.map(\.kind) == [.unhealthy])
        #expect(ward.incidents[0].evidence == ["connection refused"])
        ward.tell("app-1", .died(code: 1))
        #expect(ward.condition("app") == .held)
        ward.give(.probed(container: "db-1", isReady: true, evidence: ""))
        #expect(ward.kinds == [.start(services: ["app"])])
    }
}
