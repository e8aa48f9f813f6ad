internal import ControlProtocol

/// What the daemon answers instead of doing what it was asked for.
enum ControlError: Error, Sendable, Equatable {
    case unknownProject(String)
    case unknownService(String, project: String)
    case unknownAnnouncement(Int, project: String)
    /// What was sent does not make sense; a sentence that says what.
    case invalid(String, hint: String? = nil)
    /// The document of a handover is no project; what is wrong, a line each.
    case invalidDocument([String])
    /// What was asked for cannot be done as things are: a plan that is refused, a project that another process changes.
    case conflict(String, hint: String? = nil)
    /// The engine does not answer or has refused; in its words.
    case engine(String)
    /// Something went wrong in the daemon itself.
    case failed(String)
    case closing
}

extension ControlError {
    var message: String {
        switch self {
        case .unknownProject(let name): "the daemon does not have project '\(name)' in its care"
        case .unknownService(let service, let project): "project '\(project)' has no service '\(service)'"
        case .unknownAnnouncement(let number, let project): "project '\(project)' has no announcement \(number)"
        case .invalid(let message, _): message
        case .invalidDocument(let problems): "the project cannot be read: \(problems.joined(separator: "; "))"
        case .conflict(let message, _): message
        case .engine(let message): message
        case .failed(let message): message
        case .closing: "the daemon is about to end"
        }
    }

    var hint: String? {
        switch self {
        case .unknownProject: "hand it over with 'swiftcompose supervise'"
        case .invalid(_, let hint), .conflict(_, let hint): hint
        case .closing: "try again when it runs again"
        case .unknownService, .unknownAnnouncement, .invalidDocument, .engine, .failed: nil
        }
    }

    /// The HTTP status that goes with it.
    var status: Int {
        switch self {
        case .unknownProject, .unknownService, .unknownAnnouncement: 404
        case .invalid: 400
        case .invalidDocument: 422
        case .conflict: 409
        case .engine: 502
        case .failed: 500
        case .closing: 503
        }
    }

    /// The body of the answer.
    var failure: ControlFailure { ControlFailure(message, hint: hint) }
}
