import ControlProtocol
import Testing

@testable import ComposeCommands

@Suite struct HealthWaitTests {
    private func verdict(_ named: [String] = [], _ services: ServiceStatus...) -> HealthWait.Verdict {
        HealthWait(services: named).verdict(on: ProjectStatus(name: "shop", services: services, since: 0))
    }

    private func ready(_ name: String, effectively: Bool = true) -> ServiceStatus {
        var status = ServiceStatus(name, .ready)
        status.isEffectivelyReady = effectively
        return status
    }

    @Test func `all are ready or have done their work`() {
        #expect(verdict([], ready("db"), ServiceStatus("migrate", .completed)) == .ready)
    }

    @Test func `one that is ready above one that is not is waited for`() {
        #expect(verdict([], ready("web", effectively: false), ServiceStatus("db", .unhealthy)) == .waiting)
    }

    @Test func `only what is named counts`() {
        #expect(verdict(["web"], ready("web"), ServiceStatus("db", .starting)) == .ready)
        #expect(verdict(["db"], ready("web"), ServiceStatus("db", .absent)) == .waiting)
    }

    @Test func `what the user has stopped is not waited for, unless it is named`() {
        #expect(verdict([], ready("web"), ServiceStatus("db", .stopped)) == .ready)
        #expect(verdict(["db"], ready("web"), ServiceStatus("db", .stopped)) == .failed(["db is stopped"]))
    }

    @Test func `a failure ends the wait, and a pause before the next try does not`() {
        #expect(verdict([], ready("web"), ServiceStatus("db", .failed)) == .failed(["db has failed"]))
        #expect(verdict([], ready("web"), ServiceStatus("db", .backingOff)) == .waiting)
    }

    @Test func `whoever waits for what has failed waits in vain`() {
        let answer = verdict(
            ["web"],
            ServiceStatus("web", .held, waitingFor: "api to be healthy"),
            ServiceStatus("api", .held, waitingFor: "db to be healthy"),
            ServiceStatus("db", .failed)
        )
        #expect(answer == .failed(["web waits for api, which waits for db, which has failed"]))
        let patient = verdict(
            ["web"],
            ServiceStatus("web", .held, waitingFor: "db to be healthy"),
            ServiceStatus("db", .starting),
            ServiceStatus("d", .failed)
        )
        #expect(patient == .waiting)
    }
}
