import ComposePlan
import ControlProtocol
import FoundationEssentials
import HTTPTypes
import Testing

@testable import Supervisor

@Suite struct OpenAPITests {
    private let caller = ControlCaller()

    @Test func `every endpoint is described, and nothing else is`() async throws {
        let document = try await caller.call(.get, "/openapi.json").decoded(ReadJSON.self).value
        var described: Set<String> = []
        for (path, operations) in fields(fields(document)["paths"]) {
            for method in fields(operations).keys { described.insert("\(method.uppercased()) \(path)") }
        }
        let served = caller.interface.endpoints.map { "\($0.method.rawValue) \($0.path)" }
        #expect(described == Set(served))
        #expect(described.contains("GET /openapi.json"))
        #expect(fields(document)["openapi"] == "3.1.0")
    }

    @Test func `what is referred to is there`() async throws {
        let document = try await caller.call(.get, "/openapi.json").decoded(ReadJSON.self).value
        let components = fields(fields(document)["components"])
        let there = ["schemas", "responses"].flatMap { kind in
            fields(components[kind]).keys.map { "#/components/\(kind)/\($0)" }
        }
        let missing = references(document).subtracting(there)
        #expect(missing.isEmpty)
    }

    @Test func `names of operations come once`() {
        let names = caller.interface.endpoints.map(\.name)
        #expect(Set(names).count == names.count)
    }

    @Test func `the schemas say what the encoder makes of each value`() throws {
        var project = StubControlService.shop
        project.activity = "repairing db"
        project.lease = .full
        let status = DaemonStatus(version: "1", process: 2, started: 3.5, engine: "unix:///e", projects: [project])
        try check(status, "DaemonStatus")
        try check(Handover.sample(), "Handover")
        try check(Lease.full, "Lease")
        try check(Lease(), "Lease")
        try check(Announcement(.scale, services: ["web"], process: 4), "Announcement")
        try check(AnnouncementNumber(number: 1), "AnnouncementNumber")
        try check(TimelineEntry.sample(1), "TimelineEntry")
        try check(ControlFailure("no", hint: "yes"), "ControlFailure")
        var incident = Incident.sample(1)
        incident.container = "shop-db-1"
        incident.exitCode = 137
        incident.closed = 1_700_000_002.5
        incident.evidence = ["line"]
        try check(incident, "Incident")
        var explanation = ServiceExplanation(project: "shop", status: project.services[1])
        explanation.incidents = [incident]
        explanation.lastCode = 0
        explanation.containers = [.init(id: "1", name: "shop-db-1", state: "exited", health: "none", exitCode: 1)]
        try check(explanation, "ServiceExplanation")
    }

    @Test func `a plan has the described form`() async throws {
        try check(PlanAnswer(try await caller.service.plan("shop"), project: "shop"), "Plan")
    }

    // MARK: - Looking

    private func check(_ value: some Encodable, _ schema: String) throws {
        let data = try JSONEncoder().encode(value)
        let json = try JSONDecoder().decode(ReadJSON.self, from: data).value
        let problems = SchemaCheck(schemas: OpenAPISchemas.all)
            .problems(json, ["$ref": .text("#/components/schemas/\(schema)")])
        #expect(problems.isEmpty, "\(schema): \(problems.joined(separator: "; "))")
    }

    private func fields(_ value: JSONValue?) -> [String: JSONValue] {
        if case .object(let fields) = value { fields } else { [:] }
    }

    private func references(_ value: JSONValue) -> Set<String> {
        switch value {
        case .object(let fields):
            var found: Set<String> = []
            for (name, value) in fields {
                if name == "$ref", case .text(let reference) = value { found.insert(reference) }
                found.formUnion(references(value))
            }
            return found
        case .list(let items): return Set(items.flatMap { references($0) })
        default: return []
        }
    }
}

extension Lease {
    fileprivate static let full = Lease(ends: 1_800_000_000.5, process: 7, processStart: 8, removesVolumes: true)
}
