import ComposeModel
import ComposePlan
import ControlProtocol
import OrderedCollections
import Testing

@testable import Supervisor

/// What the end and the return of a service mean for those that lean on it.
@Suite struct DependentTests {
    private func shop() -> Ward {
        Ward.running(
            Wards.probed("db"),
            Wards.dependent("app", on: "db", restart: true),
            Wards.dependent("web", on: "app", .started)
        )
    }

    @Test func `a dependent with restart is restarted once its dependency is healthy again, and not before`() {
        var ward = shop()
        ward.tell("db-1", .died(code: 137))
        ward.pass(10)
        ward.tell("db-1", .started)
        ward.finish()
        #expect(ward.kinds == [.start(services: ["db"])])
        #expect(ward.status("app")?.waitingFor == "db to be back, to be restarted")
        #expect(ward.status("app")?.isEffectivelyReady == false)
        ward.pass(3_000)
        #expect(ward.works.count == 1)
        ward.tell("db-1", .health(.healthy))
        #expect(ward.kinds == [.start(services: ["db"]), .restart(services: ["app"])])
        #expect(ward.works.last?.containers == ["app-1"])
        ward.tell("app-1", [.signalled(15), .died(code: 143), .stopped, .started, .restarted])
        ward.finish()
        ward.pass(5_000)
        #expect(ward.works.count == 2)
        #expect(ward.incidents.map(\.kind) == [.crash])
        #expect(ward.open == [])
        #expect(ward.status("web")?.isEffectivelyReady == true)
        #expect(ward.faults == [])
    }

    @Test func `a dependent that has died meanwhile is started behind its gate and not restarted again`() {
        var ward = shop()
        ward.tell("db-1", .died(code: 137))
        ward.tell("app-1", .died(code: 1))
        ward.pass(10)
        ward.tell("db-1", .started)
        ward.finish()
        #expect(ward.condition("app") == .held)
        #expect(ward.status("app")?.waitingFor == "db to be healthy")
        ward.pass(1_500)
        #expect(ward.works.count == 1)
        ward.tell("db-1", .health(.healthy))
        #expect(ward.kinds.last == .start(services: ["app"]))
        ward.tell("app-1", .started)
        ward.finish()
        ward.pass(5_000)
        #expect(ward.works.count == 2)
        #expect(ward.open == [])
    }

    @Test func `a debt survives the daemon`() {
        var ward = shop()
        ward.tell("db-1", .died(code: 137))
        let memories = ["db", "app", "web"].compactMap { ward.memories[$0] }
        #expect(ward.memories["app"]?.owes == ["db"])
        var next = Ward(
            [
                Wards.probed("db"), Wards.dependent("app", on: "db", restart: true),
                Wards.dependent("web", on: "app", .started),
            ],
            memories: memories,
            open: ward.open
        )
        next.list([next.observed("db-1", .exited, code: 137), next.observed("app-1"), next.observed("web-1")])
        #expect(next.kinds == [.start(services: ["db"])])
        next.tell("db-1", .started)
        next.finish()
        next.tell("db-1", .health(.healthy))
        #expect(next.kinds.last == .restart(services: ["app"]))
        #expect(next.open.isEmpty)
    }

    @Test func `without restart a dependent is left alone`() {
        var ward = Ward.running(Wards.probed("db"), Wards.dependent("app", on: "db"))
        ward.tell("db-1", .died(code: 1))
        ward.pass(10)
        ward.tell("db-1", .started)
        ward.finish()
        ward.tell("db-1", .health(.healthy))
        ward.pass(5_000)
        #expect(ward.works.count == 1)
    }

    @Test func `what lives in a container's network is restarted with it`() {
        var ward = Ward.running(
            Wards.service("vpn"),
            Wards.dependent("client", on: "vpn", .started) { $0.networkMode = "service:vpn" }
        )
        ward.tell("vpn-1", .died(code: 1))
        ward.pass(10)
        ward.tell("vpn-1", .started)
        ward.finish()
        #expect(ward.kinds.last == .restart(services: ["client"]))
        ward.tell("client-1", [.signalled(15), .died(code: 143), .stopped, .started, .restarted])
        ward.finish()
        ward.pass(5_000)
        #expect(ward.works.count == 2)
    }

    @Test func `what shares with a container that was replaced is made anew`() {
        var ward = Ward.running(
            Wards.service("vpn"),
            Wards.dependent("client", on: "vpn", .started) { $0.networkMode = "service:vpn" },
            Wards.dependent("backup", on: "vpn", .started) { $0.volumesFrom = ["vpn"] }
        )
        ward.tell("vpn-1", [.signalled(9), .died(code: 137), .destroyed])
        ward.pass(1_500)
        #expect(ward.kinds == [.converge(services: ["vpn"])])
        ward.renew("vpn-1")
        ward.tell("vpn-1", [.created, .started])
        ward.finish()
        #expect(ward.kinds.last == .replace(services: ["client", "backup"]))
        for name in ["client-1", "backup-1"] {
            ward.tell(name, [.signalled(15), .died(code: 143), .stopped, .destroyed])
            ward.renew(name)
            ward.tell(name, [.created, .started])
        }
        ward.finish()
        ward.pass(5_000)
        #expect(ward.works.count == 2)
        #expect(ward.open == [])
        #expect(ward.faults == [])
    }

    @Test func `a completed dependency opens its gate and is not run again`() {
        var ward = Ward.running(
            Wards.service("migrate") { $0.restart = nil },
            Wards.dependent("app", on: "migrate", .completedSuccessfully)
        )
        ward.tell("migrate-1", .died(code: 0))
        ward.tell("app-1", .died(code: 1))
        #expect(ward.kinds == [.start(services: ["app"])])
        let planned = ward.supervision.project(for: ward.works[0])
        #expect(Array(planned.services.keys) == ["app"])
        #expect(planned.services["app"]?.dependencies.isEmpty == true)
        #expect(Array(planned.disabledServices.keys) == ["migrate"])
    }

    @Test func `an optional dependency that is gone for good holds nobody`() {
        var ward = Ward.running(
            Wards.service("cache") { $0.restart = "no" },
            Wards.service("app") { $0.dependencies["cache"] = Dependency(condition: .healthy, required: false) }
        )
        ward.tell("cache-1", .died(code: 1))
        ward.tell("app-1", .died(code: 1))
        #expect(ward.kinds == [.start(services: ["app"])])
    }
}
