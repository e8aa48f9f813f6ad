import ComposeModel
import ComposePlan
import ControlProtocol
import OrderedCollections
import Testing

@testable import Supervisor

/// The engine goes, comes back, and is looked at.
@Suite struct EngineTests {
    private func shop(_ memories: [ServiceMemory] = [], open: [Incident] = []) -> Ward {
        Ward(
            [
                Wards.probed("db"), Wards.dependent("app", on: "db", restart: true),
                Wards.service("migrate") { $0.restart = nil }, Wards.service("web"),
            ],
            memories: memories,
            open: open
        )
    }

    private func running() -> Ward {
        var ward = shop()
        ward.list(ward.everything())
        ward.tell("migrate-1", .died(code: 0))
        return ward
    }

    private func everythingDown(_ ward: Ward) -> [ObservedContainer] {
        [
            ward.observed("db-1", .exited, code: 0), ward.observed("app-1", .exited, code: 137),
            ward.observed("migrate-1", .exited, code: 0), ward.observed("web-1", .exited, code: 255),
        ]
    }

    @Test func `after a restart of the engine all comes back in order, and what had completed does not`() {
        var ward = running()
        ward.give(.engineLost)
        #expect(ward.open.map(\.kind) == [.engineAway])
        ward.pass(30_000)
        ward.give(.engineReturned(didRestart: true))
        #expect(ward.works == [])
        ward.list(everythingDown(ward))
        #expect(ward.kinds == [.start(services: ["db", "web"])])
        #expect(ward.condition("app") == .held)
        ward.tell("db-1", .started)
        ward.tell("web-1", .started)
        ward.finish()
        #expect(ward.works.count == 1)
        ward.tell("db-1", .health(.healthy))
        #expect(ward.kinds.last == .start(services: ["app"]))
        ward.tell("app-1", .started)
        ward.finish()
        ward.pass(5_000)
        #expect(ward.works.count == 2)
        #expect(ward.incidents.map(\.kind) == [.engineAway, .engineRestart])
        #expect(ward.open == [])
        #expect(ward.condition("migrate") == .completed)
        #expect((ward.incidents[1].outage ?? 0) >= 29.9)
        #expect(ward.faults == [])
    }

    @Test func `an engine stops containers before it goes, which is nobody's stop`() {
        var ward = running()
        ward.tell("web-1", [.signalled(15), .died(code: 0), .stopped])
        ward.pass(500)
        ward.give(.engineLost)
        ward.pass(5_000)
        ward.give(.engineReturned(didRestart: true))
        ward.list(everythingDown(ward))
        #expect(ward.kinds == [.start(services: ["db", "web"])])
        #expect(!ward.incidents.contains { $0.kind == .stoppedOutside })
    }

    @Test func `with everything still running a restart of the engine changes nothing`() {
        var ward = running()
        ward.give(.engineLost)
        ward.give(.engineReturned(didRestart: true))
        var containers = ward.everything().filter { $0.service != "migrate" }
        containers.append(ward.observed("migrate-1", .exited, code: 0))
        ward.list(containers)
        ward.pass(5_000)
        #expect(ward.works == [])
        #expect(ward.open == [])
        #expect(ward.incidents.map(\.kind) == [.engineAway, .engineRestart])
    }

    @Test func `work that fails since the engine is away is asked for again when it is back`() {
        var ward = running()
        ward.tell("web-1", .died(code: 1))
        ward.give(.engineLost)
        ward.finish(.failed("the engine does not answer", evidence: []))
        ward.pass(60_000)
        #expect(ward.works.count == 1)
        ward.give(.engineReturned(didRestart: false))
        ward.list([
            ward.observed("db-1", health: .healthy), ward.observed("app-1"),
            ward.observed("migrate-1", .exited, code: 0), ward.observed("web-1", .exited, code: 1),
        ])
        #expect(ward.kinds == [.start(services: ["web"]), .start(services: ["web"])])
        #expect(ward.faults == [])
    }

    @Test func `a death that no event has told of is found by a look`() {
        var ward = running()
        ward.pass(300_000)
        ward.list([
            ward.observed("db-1", health: .healthy), ward.observed("app-1"),
            ward.observed("migrate-1", .exited, code: 0), ward.observed("web-1", .exited, code: 9),
        ])
        #expect(ward.kinds == [.start(services: ["web"])])
        #expect(ward.incidents.map(\.kind) == [.crash])
        #expect(ward.incidents[0].summary.hasSuffix("while nobody was looking"))
        // Word of it that comes late after all is nothing new.
        ward.tell("web-1", .died(code: 9), ago: 1_000_000)
        #expect(ward.works.count == 1)
        #expect(ward.incidents.count == 1)
    }

    @Test func `a look at what is known changes nothing`() {
        var ward = running()
        var containers = ward.everything().filter { $0.service != "migrate" }
        containers.append(ward.observed("migrate-1", .exited, code: 0))
        for _ in 0..<3 {
            ward.pass(300_000)
            ward.list(containers)
        }
        #expect(ward.works == [])
        #expect(ward.incidents == [])
    }

    // MARK: - The daemon's own restart

    private func memories(of ward: Ward) -> [ServiceMemory] {
        ["db", "app", "migrate", "web"].compactMap { ward.memories[$0] }
    }

    @Test func `after a reboot everything that ran is started in order, with one incident`() {
        let before = running()
        var ward = shop(memories(of: before))
        ward.list(everythingDown(ward))
        #expect(ward.kinds == [.start(services: ["db", "web"])])
        #expect(ward.incidents.map(\.kind) == [.engineRestart])
        ward.tell("db-1", .started)
        ward.tell("web-1", .started)
        ward.finish()
        ward.tell("db-1", .health(.healthy))
        ward.tell("app-1", .started)
        ward.finish()
        ward.pass(5_000)
        #expect(ward.open == [])
        #expect(ward.works.count == 2)
    }

    @Test func `what happened while the daemon was away is found and told`() {
        let before = running()
        var ward = shop(memories(of: before))
        ward.list([
            ward.observed("db-1", health: .healthy), ward.observed("web-1", .exited, code: 1),
            ward.observed("migrate-1", .exited, code: 0),
        ])
        #expect(Set(ward.incidents.map(\.kind)) == [.crash, .removedOutside])
        ward.tell("web-1", .started)
        ward.finish()
        #expect(ward.kinds == [.start(services: ["web"]), .converge(services: ["app"])])
    }

    @Test func `what the user has stopped stays stopped over restarts of the daemon and the engine`() {
        var before = running()
        before.give(.announced(Announcement(.stop, services: ["web"], process: 1), number: 1))
        before.tell("web-1", [.signalled(15), .died(code: 0), .stopped])
        before.give(.announcementEnded(number: 1, succeeded: true))
        var ward = shop(memories(of: before))
        ward.list(everythingDown(ward))
        #expect(ward.kinds == [.start(services: ["db"])])
        #expect(ward.condition("web") == .stopped)
    }

    @Test func `incidents that an earlier daemon left open are closed when it is well`() {
        let before = running()
        var crash = Incident(id: 7, project: "shop", service: "web", kind: .crash, summary: "", opened: 1)
        crash.container = "shop-web-1"
        let away = Incident(id: 8, project: "shop", service: nil, kind: .engineAway, summary: "", opened: 1)
        var ward = shop(memories(of: before), open: [crash, away])
        var containers = ward.everything().filter { $0.service != "migrate" }
        containers.append(ward.observed("migrate-1", .exited, code: 0))
        ward.list(containers)
        ward.pass(2_000)
        #expect(ward.open == [])
        #expect(ward.faults == [])
    }
}
