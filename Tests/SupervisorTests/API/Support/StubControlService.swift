import ComposePlan
import ComposeRuntime
import ControlProtocol

@testable import Supervisor

/// A supervision that notes what it is asked for and has the one project `shop` in its care.
actor StubControlService: ControlService {
    private(set) var handovers: [Handover] = []
    private(set) var released: [String] = []
    private(set) var announcements: [Announcement] = []
    private(set) var ended: [Int: Bool] = [:]
    private(set) var leases: [Lease?] = []
    private(set) var applied = 0
    /// What every call about `shop` throws instead of answering.
    var problem: (any Error)?

    func fail(_ problem: any Error) { self.problem = problem }

    func status() -> DaemonStatus {
        DaemonStatus(version: "1.2.3", process: 42, started: 10, engine: "unix:///e.sock", projects: [Self.shop])
    }

    static var shop: ProjectStatus {
        var db = ServiceStatus(name: "db", condition: .ready, since: 11)
        db.restarts = 2
        var app = ServiceStatus(name: "app", condition: .held, since: 12)
        app.waitingFor = "db to be healthy"
        app.nextAttempt = 20.5
        var project = ProjectStatus(name: "shop", services: [db, app], since: 10.5)
        project.openIncidents = 1
        return project
    }

    private func check(_ name: String) throws {
        guard name == "shop" else { throw ControlError.unknownProject(name) }
        if let problem { throw problem }
    }

    func project(_ name: String) throws -> ProjectStatus {
        try check(name)
        return Self.shop
    }

    func take(_ handover: Handover) throws -> ProjectStatus {
        if let problem { throw problem }
        handovers.append(handover)
        return ProjectStatus(name: handover.name, services: [], since: 1)
    }

    func release(_ name: String) throws {
        try check(name)
        released.append(name)
    }

    func announce(_ name: String, _ announcement: Announcement) throws -> Int {
        try check(name)
        announcements.append(announcement)
        return announcements.count
    }

    func endAnnouncement(_ name: String, _ number: Int, succeeded: Bool) throws {
        try check(name)
        guard number <= announcements.count else { throw ControlError.unknownAnnouncement(number, project: name) }
        ended[number] = succeeded
    }

    func plan(_ name: String) throws -> Plan {
        try check(name)
        var plan = Plan()
        let first = plan.append(.createNetwork(key: "back", name: "shop_back"), cause: .absent)
        plan.append(.createVolume(key: "data", name: "shop_data"), cause: .absent, after: [first])
        return plan
    }

    func apply(_ name: String) throws {
        try check(name)
        applied += 1
    }

    func setLease(_ name: String, _ lease: Lease?) throws {
        try check(name)
        leases.append(lease)
    }

    func explanation(_ name: String, service: String) throws -> ServiceExplanation {
        try check(name)
        guard let status = Self.shop.services.first(where: { $0.name == service }) else {
            throw ControlError.unknownService(service, project: name)
        }
        return ServiceExplanation(project: name, status: status)
    }

    func logs(_ name: String, services: Set<String>?, options: LogCollector.Options) throws -> LogSource {
        try check(name)
        return LogSource { sink in
            for number in 0..<(options.tail ?? 0) {
                await sink(LogRecord(container: "shop-db-1", service: "db", bytes: Array("line \(number)".utf8)))
            }
        }
    }
}
