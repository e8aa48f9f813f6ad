internal import ControlProtocol
internal import FoundationEssentials

/// What a hook is told: one line of the timeline, with the incident that it is about.
///
/// The body of a webhook and the standard input of a command, as JSON.
struct HookEvent: Codable, Sendable, Equatable {
    /// Of the form; raised when a reader of the older form would misread a newer one.
    static let version = 1

    var version: Int
    /// In two words: `incident.opened`, `container.died`.
    var event: String
    var project: String
    /// nil for what concerns the whole project or the engine.
    var service: String?
    /// Seconds since 1970.
    var time: Double
    /// The number of the line in the timeline.
    var number: Int
    /// One sentence.
    var text: String
    /// As it is now; nil where the line is about none.
    var incident: Incident?

    init(_ entry: TimelineEntry, incident: Incident? = nil) {
        version = Self.version
        event = entry.event
        project = entry.project
        service = entry.service
        time = entry.time
        number = entry.number
        text = entry.text
        self.incident = incident
    }
}

extension HookEvent {
    /// One line of JSON, with keys in the order of their names.
    func json() throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return Array(try encoder.encode(self))
    }

    /// The event as variables, for commands that read no JSON; what is not known is empty.
    var variables: [String: String] {
        [
            "SWIFTCOMPOSE_EVENT": event,
            "SWIFTCOMPOSE_PROJECT": project,
            "SWIFTCOMPOSE_SERVICE": service ?? "",
            "SWIFTCOMPOSE_TIME": "\(Int(time))",
            "SWIFTCOMPOSE_TEXT": text,
            "SWIFTCOMPOSE_INCIDENT": incident.map { "\($0.id)" } ?? "",
            "SWIFTCOMPOSE_INCIDENT_KIND": incident?.kind.rawValue ?? "",
            "SWIFTCOMPOSE_CONTAINER": incident?.container ?? "",
            "SWIFTCOMPOSE_EXIT_CODE": incident?.exitCode.map { "\($0)" } ?? "",
        ]
        // A variable ends at the first zero.
        .mapValues { $0.replacing("\0", with: "") }
    }
}
