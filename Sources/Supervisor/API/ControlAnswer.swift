internal import ControlProtocol
internal import FoundationEssentials
internal import HTTPTypes
internal import HummingbirdCore
internal import Logging
internal import NIOCore

/// Makes answers.
enum ControlAnswer {
    static let json = "application/json"

    static func value(
        _ value: some Encodable,
        status: HTTPTypes.HTTPResponse.Status = .ok
    ) throws -> HummingbirdCore.Response {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let text = String(decoding: try encoder.encode(value), as: UTF8.self)
        return self.text(text + "\n", mediaType: json, status: status)
    }

    static func text(
        _ text: String,
        mediaType: String,
        status: HTTPTypes.HTTPResponse.Status = .ok
    ) -> HummingbirdCore.Response {
        HummingbirdCore.Response(
            status: status,
            headers: [.contentType: mediaType, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }

    /// Done, and there is nothing to say.
    static var nothing: HummingbirdCore.Response {
        var response = HummingbirdCore.Response(status: .noContent)
        // Such an answer has no body, not even one of length 0.
        response.headers[.contentLength] = nil
        return response
    }

    /// What is said instead of what was asked for.
    ///
    /// What nobody has thought of is told to the log in full, and to the caller not at all: it may hold anything.
    static func failure(_ error: any Error, logger: Logger) -> HummingbirdCore.Response {
        switch error {
        case let problem as RequestProblem: return failure(problem.failure, problem.status, allowed: problem.allowed)
        case let error as ControlError:
            return failure(error.failure, HTTPTypes.HTTPResponse.Status(code: error.status))
        case is CancellationError: return failure(ControlError.closing, logger: logger)
        default:
            logger.error("a request failed: \(error)")
            let words = ControlFailure("something went wrong in the daemon", hint: "its log says what")
            return failure(words, .internalServerError)
        }
    }

    private static func failure(
        _ words: ControlFailure,
        _ status: HTTPTypes.HTTPResponse.Status,
        allowed: [String] = []
    ) -> HummingbirdCore.Response {
        do {
            var response = try value(words, status: status)
            if !allowed.isEmpty { response.headers[.allow] = allowed.joined(separator: ", ") }
            // What is left of a body that is too large is not waited for.
            if status == .contentTooLarge { response.headers[.connection] = "close" }
            return response
        } catch {
            preconditionFailure("two texts have no JSON: \(error)")
        }
    }
}
