import Foundation
import Testing

/// What the daemon has answered over its socket.
struct APIAnswer: Sendable, CustomStringConvertible {
    /// 0 when there was no answer.
    var status: Int
    var body: String

    var description: String { "\(status): \(body)" }

    func decode<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value {
        do {
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            return try decoder.decode(type, from: Data(body.utf8))
        } catch {
            throw ScenarioFailure("\(self)\nis no \(type): \(error)")
        }
    }
}

/// The daemon's answers, as far as the tests look at them.
enum Wire {
    struct Daemon: Decodable, Sendable {
        var process: Int
        var engineIsReachable: Bool
        var projects: [Project]
    }

    struct Project: Decodable, Sendable {
        var name: String
        var services: [Service]
        var openIncidents: Int

        func service(_ name: String) -> Service? { services.first { $0.name == name } }
    }

    struct Service: Decodable, Sendable {
        var name: String
        var condition: String
        var effectivelyReady: Bool
        var running: Int
        var restarts: Int
        var waitingFor: String?
    }

    struct Incident: Decodable, Sendable {
        var id: Int
        var project: String
        var service: String?
        var kind: String
        var summary: String
        var evidence: [String]
        var exitCode: Int?
        var actions: [String]
        var opened: Double
        var closed: Double?

        var outage: Double? { closed.map { $0 - opened } }
    }

    struct Entry: Decodable, Sendable {
        var version: Int
        var number: Int
        var service: String?
        var event: String
        var text: String
    }

    struct Failure: Decodable, Sendable {
        var message: String
    }
}

/// Asking the daemon past the program.
extension TestDaemon {
    /// Sends a request with curl.
    ///
    /// - `options`: more of curl's options.
    /// - `before`: a command and its options that curl is run by: `setpriv` and the like.
    func ask(
        _ path: String,
        method: String = "GET",
        body: String? = nil,
        options: [String] = [],
        before: [String] = []
    ) async throws -> APIAnswer {
        var words = before + ["curl", "--silent", "--max-time", "10", "--unix-socket", socket, "--request", method]
        words += ["--write-out", "\n%{http_code}"] + options
        if body != nil { words += ["--header", "Content-Type: application/json", "--data-binary", "@-"] }
        words.append("http://daemon\(path)")
        let program = try Program(
            Array(words.dropFirst()),
            of: words[0],
            in: "/",
            environment: Scenario.variables,
            input: body
        )
        let outcome = try await program.outcome(within: .seconds(20))
        let end = outcome.output.lastIndex(of: "\n") ?? outcome.output.startIndex
        let status = Int(outcome.output[end...].trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
        return APIAnswer(status: status, body: String(outcome.output[..<end]))
    }

    func project(_ name: String) async throws -> Wire.Project {
        try await ask("/v1/projects/\(name)").decode()
    }

    func service(_ name: String, of project: String) async throws -> Wire.Service {
        let status = try await self.project(project)
        guard let service = status.service(name) else { throw ScenarioFailure("no service '\(name)' in \(status)") }
        return service
    }

    /// The project's incidents, the oldest first.
    func incidents(of project: String) async throws -> [Wire.Incident] {
        let incidents: [Wire.Incident] = try await ask("/v1/incidents?project=\(project)").decode()
        return incidents.sorted { $0.id < $1.id }
    }

    /// The project's timeline, the oldest first.
    func timeline(of project: String) async throws -> [Wire.Entry] {
        let entries: [Wire.Entry] = try await ask("/v1/projects/\(project)/timeline?limit=1000").decode()
        return entries.sorted { $0.number < $1.number }
    }

    /// Waits until a service is in a condition.
    func waitUntil(
        _ service: String,
        of project: String,
        is condition: String,
        within limit: Duration = .seconds(20)
    ) async throws {
        try await wait("'\(service)' is \(condition)", service, project, limit) { $0.condition == condition }
    }

    /// Waits until a service has been started again by the daemon and is ready.
    func waitUntilBack(_ service: String, of project: String, restarts: Int = 1) async throws {
        try await wait("'\(service)' is back after \(restarts) restarts", service, project, .seconds(20)) {
            $0.restarts >= restarts && $0.condition == "ready"
        }
    }

    /// Waits until something holds of a service; a failure tells what the daemon knows.
    private func wait(
        _ what: String,
        _ name: String,
        _ project: String,
        _ limit: Duration,
        until holds: (Wire.Service) -> Bool
    ) async throws {
        var last: Wire.Service?
        do {
            try await eventually(what, within: limit) {
                let now = try await service(name, of: project)
                last = now
                return holds(now)
            }
        } catch {
            let incidents = try await incidents(of: project)
            throw ScenarioFailure("\(error)\nlast: \(String(describing: last))\n\(incidents)\n\(words)")
        }
    }

    /// Waits for an incident of a kind that is closed, and returns the last of them.
    func waitForClosed(
        _ kind: String,
        of project: String,
        service: String? = nil
    ) async throws -> Wire.Incident {
        var found: Wire.Incident?
        var all: [Wire.Incident] = []
        do {
            try await eventually("an incident of kind \(kind) is closed") {
                all = try await incidents(of: project)
                found = all.last { $0.kind == kind && $0.closed != nil && (service == nil || $0.service == service) }
                return found != nil
            }
        } catch {
            throw ScenarioFailure("\(error)\nthere are \(all)\n\(words)")
        }
        guard let found else { throw ScenarioFailure("no incident of kind \(kind)") }
        return found
    }
}
