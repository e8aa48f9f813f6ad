internal import ControlProtocol
internal import HTTPTypes

/// Why a request is not even handed to the supervision.
struct RequestProblem: Error, Sendable, Equatable {
    var status: HTTPTypes.HTTPResponse.Status
    var failure: ControlFailure
    /// The methods that there are, for a wrong one.
    var allowed: [String] = []

    init(_ status: HTTPTypes.HTTPResponse.Status, _ message: String, hint: String? = nil) {
        self.status = status
        failure = ControlFailure(message, hint: hint)
    }

    static let unknownPath = RequestProblem(
        .notFound,
        "there is nothing at this path",
        hint: "see /openapi.json for what there is"
    )

    static func wrongMethod(_ method: String, allowed: [String]) -> RequestProblem {
        var problem = RequestProblem(
            .methodNotAllowed,
            "'\(method)' cannot be done here",
            hint: "use \(allowed.joined(separator: " or "))"
        )
        problem.allowed = allowed
        return problem
    }

    static func invalid(_ message: String, hint: String? = nil) -> RequestProblem {
        RequestProblem(.badRequest, message, hint: hint)
    }

    static func tooLarge(limit: Int) -> RequestProblem {
        RequestProblem(.contentTooLarge, "the request is larger than \(limit >> 20) MiB")
    }

    static let wrongMediaType = RequestProblem(
        .unsupportedMediaType,
        "the body is no JSON",
        hint: "send it with 'Content-Type: application/json'"
    )

    static let forbidden = RequestProblem(
        .forbidden,
        "you may not speak to this daemon",
        hint: "run the command as the daemon's user or as root, or join the group of its socket"
    )
}
