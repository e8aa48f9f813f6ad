import ComposeModel
import ComposePlan
import ControlProtocol
import OrderedCollections
import Testing

@testable import Supervisor

/// What is wanted changes, or is asked for as a whole.
@Suite struct WantedTests {
    private func project(_ services: Service...) -> Project {
        var project = Project(name: "shop", workingDirectory: "/srv/shop")
        for service in services { project.services[service.name] = service }
        project.networks["default"] = Network(name: "shop_default")
        return project
    }

    @Test func `a fresh project that lacks something is completed without an incident`() {
        var ward = Ward([Wards.service("db"), Wards.service("web")])
        ward.list([ward.observed("db-1")])
        #expect(ward.kinds == [.converge(services: ["web"])])
        #expect(ward.incidents == [])
    }

    @Test func `a service that is new is made, and one that is gone is forgotten with its incidents`() {
        var ward = Ward.running(Wards.service("db") { $0.restart = "no" }, Wards.service("web"))
        ward.tell("db-1", .died(code: 1))
        #expect(ward.open.count == 1)
        ward.give(.wanted(Ward.supervised(project(Wards.service("web"), Wards.service("cache")))))
        #expect(ward.open == [])
        #expect(ward.status("db") == nil)
        ward.pass(2_000)
        #expect(ward.kinds == [.converge(services: ["cache"])])
        #expect(ward.incidents.count == 1)
    }

    @Test func `what was given up has another chance when the project is handed over anew`() {
        var ward = Ward.running(
            Wards.service("db") { service in
                service.extensions = Wards.settings([("restart", Wards.map(("limit", .int(1))))])
            }
        )
        ward.tell("db-1", .died(code: 1))
        ward.pass(10)
        ward.tell("db-1", .started)
        ward.finish()
        ward.pass(10)
        ward.tell("db-1", .died(code: 1))
        ward.pass(60_000)
        #expect(ward.condition("db") == .failed)
        ward.give(.wanted(Ward.supervised(project(Wards.service("db")))))
        ward.pass(1_000)
        #expect(ward.works.count == 2)
        #expect(ward.works.last?.kind == .start(services: ["db"]))
    }

    @Test func `stopped services of a handover stay stopped`() {
        var ward = Ward([Wards.service("db"), Wards.service("web")], stopped: ["db"])
        ward.list([ward.observed("db-1", .exited, code: 0), ward.observed("web-1")])
        ward.pass(5_000)
        #expect(ward.works == [])
        #expect(ward.condition("db") == .stopped)
    }

    @Test func `the whole project is converged when somebody asks, but for what is stopped and for jobs`() {
        var ward = Ward(
            [
                Wards.service("db"), Wards.service("web"),
                Wards.service("backup") { $0.extensions = Wards.settings([("schedule", .string("@daily"))]) },
            ],
            stopped: ["web"]
        )
        ward.list([ward.observed("db-1"), ward.observed("web-1", .exited, code: 0)])
        ward.give(.converge(reason: "compose.yaml has changed"))
        #expect(ward.kinds == [.converge(services: ["db"])])
        #expect(ward.works.first?.reason == "compose.yaml has changed")
    }

    @Test func `work that takes long is given up for a crash, and asked for again after it`() {
        var ward = Ward.running(Wards.service("db"), Wards.service("web"))
        ward.give(.converge(reason: "apply"))
        ward.pass(10_000)
        #expect(ward.cancelled == [])
        ward.tell("db-1", .died(code: 1))
        ward.pass(999)
        #expect(ward.cancelled == [])
        ward.pass(1)
        #expect(ward.cancelled.count == 1)
        ward.finish(.cancelled)
        #expect(ward.kinds == [.converge(services: ["db", "web"]), .start(services: ["db"])])
        ward.tell("db-1", .started)
        ward.finish()
        #expect(ward.kinds.last == .converge(services: ["db", "web"]))
        #expect(ward.works.count == 3)
        #expect(ward.faults == [])
    }

    @Test func `the status says what is done and since when things are as they are`() throws {
        var ward = Ward.running(Wards.service("db"), Wards.service("web"))
        ward.pass(5_000)
        ward.tell("db-1", .died(code: 1))
        let status = ward.supervision.status
        #expect(status.name == "shop")
        #expect(status.activity == "starting db")
        #expect(status.openIncidents == 1)
        #expect(status.since == 1_700_000_000)
        let db = try #require(status.services.first { $0.name == "db" })
        #expect(db.condition == .starting)
        #expect(db.since == 1_700_000_005)
        #expect(db.replicas == 1)
        #expect(db.running == 0)
        let web = try #require(status.services.first { $0.name == "web" })
        #expect(web.condition == .ready)
        #expect(web.isEffectivelyReady)
        #expect(web.since == 1_700_000_000)
    }
}
