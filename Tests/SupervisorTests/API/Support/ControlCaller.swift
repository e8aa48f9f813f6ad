import ControlProtocol
import FoundationEssentials
import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import Synchronization

@testable import Supervisor

/// Calls the control interface without a connection.
struct ControlCaller: Sendable {
    let service = StubControlService()
    let hub = EventHub()
    let metrics = SupervisorMetrics()
    let records: any ControlRecords
    var access = PeerAccess.everybody

    init(_ records: any ControlRecords = StubRecords()) {
        self.records = records
    }

    struct Answer: Sendable {
        var status: Int
        var headers: HTTPFields
        var text: String

        func decoded<Value: Decodable>(_ type: Value.Type) throws -> Value {
            try JSONDecoder().decode(type, from: Data(text.utf8))
        }

        /// What is said against the request; nil for a success.
        var failure: ControlFailure? {
            // Anything that is no failure has another form.
            status < 400 ? nil : try? decoded(ControlFailure.self)
        }
    }

    var interface: ControlInterface {
        ControlInterface(
            service: service,
            records: records,
            hub: hub,
            metrics: metrics,
            heartbeat: .milliseconds(20)
        )
    }

    func call(
        _ method: HTTPTypes.HTTPRequest.Method,
        _ target: String,
        headers: HTTPFields = [:],
        body: String = ""
    ) async throws -> Answer {
        let responder = ControlResponder(interface.endpoints, access: access)
        let request = HummingbirdCore.Request(
            head: HTTPTypes.HTTPRequest(
                method: method,
                scheme: "http",
                authority: "localhost",
                path: target,
                headerFields: headers
            ),
            body: RequestBody(buffer: ByteBuffer(string: body))
        )
        let context = ControlContext(logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let response = try await responder.respond(to: request, context: context)
        let collector = BodyCollector()
        try await response.body.write(collector)
        return Answer(status: response.status.code, headers: response.headers, text: collector.text)
    }

    /// Sends a value as JSON.
    func send(
        _ value: some Encodable,
        _ method: HTTPTypes.HTTPRequest.Method,
        _ target: String
    ) async throws -> Answer {
        let body = String(decoding: try JSONEncoder().encode(value), as: UTF8.self)
        return try await call(method, target, headers: [.contentType: "application/json"], body: body)
    }
}

/// Keeps what is written to an answer.
private final class BodyCollector: ResponseBodyWriter, Sendable {
    private let bytes = Mutex<[UInt8]>([])

    var text: String { String(decoding: bytes.withLock { $0 }, as: UTF8.self) }

    func write(_ buffer: ByteBuffer) async throws {
        bytes.withLock { $0 += buffer.readableBytesView }
    }

    func finish(_ trailingHeaders: HTTPFields?) async throws {}
}

/// The past of a daemon: two incidents and three lines.
struct StubRecords: ControlRecords {
    func incidents(project: String?, since: Double?, onlyOpen: Bool, limit: Int) async throws -> [Incident] {
        let filtered = [Incident.sample(2, project: "blog"), .sample(1)].filter {
            project == nil || $0.project == project
        }
        return Array(filtered.filter { $0.opened >= since ?? 0 }.prefix(limit))
    }

    func timeline(project: String?, since: Double?, limit: Int) async throws -> [TimelineEntry] {
        Array((1...3).map { TimelineEntry.sample($0) }.suffix(limit))
    }

    func timeline(after number: Int, project: String?, limit: Int) async throws -> [TimelineEntry] {
        (1...3).map { TimelineEntry.sample($0) }.filter { $0.number > number }
    }
}
