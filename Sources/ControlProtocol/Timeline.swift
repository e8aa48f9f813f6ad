/// One line of what happened in a project, for `timeline` and the event stream.
package struct TimelineEntry: Codable, Sendable, Equatable {
    /// Of the form of these entries; raised when a reader of the older form would misread a newer one.
    package static let version = 1

    package var version: Int
    /// From 1, without gaps in one state directory.
    package var number: Int
    /// Seconds since 1970.
    package var time: Double
    package var project: String
    package var service: String?
    /// What happened, in two words: `container.died`, `operation.began`, `incident.opened`.
    package var event: String
    package var text: String

    package init(number: Int, time: Double, project: String, service: String?, event: String, text: String) {
        version = Self.version
        self.number = number
        self.time = time
        self.project = project
        self.service = service
        self.event = event
        self.text = text
    }
}

/// An answer that is no success, as the body of every status from 400 on.
package struct ControlFailure: Codable, Sendable, Equatable, Error {
    package var message: String
    package var hint: String?

    package init(_ message: String, hint: String? = nil) {
        self.message = message
        self.hint = hint
    }
}
