package import CurlHTTP

/// No engine could be talked to at all.
package struct EngineUnreachable: Error, Sendable {
    package let host: EngineHost
    /// What failed: `cannot connect to unix:///var/run/docker.sock: no such file`.
    package let reason: String
    /// What the user can do next, as an instruction.
    package let hint: String

    package init(host: EngineHost, reason: String, hint: String) {
        self.host = host
        self.reason = reason
        self.hint = hint
    }
}

extension EngineUnreachable: CustomStringConvertible {
    package var description: String {
        // Most reasons name the place already.
        let place = reason.contains(host.name) ? "" : " at '\(host)'"
        return "cannot reach the engine\(place): \(reason); \(hint)"
    }
}

/// A call was under way when the connection to the engine failed, so its effect is unknown.
package struct EngineCallFailed: Error, Sendable {
    package let method: String
    /// The path without the version prefix and the query.
    package let route: String
    package let failure: TransportError

    package init(method: String, route: String, failure: TransportError) {
        self.method = method
        self.route = route
        self.failure = failure
    }
}

extension EngineCallFailed: CustomStringConvertible {
    package var description: String { "\(method) \(route): \(failure)" }
}

/// The engine answered something that is not what its API promises.
package struct EngineAnswerUnreadable: Error, Sendable {
    package let method: String
    package let route: String
    package let reason: String

    init(_ method: String, _ route: String, _ reason: String) {
        self.method = method
        self.route = route
        self.reason = reason
    }
}

extension EngineAnswerUnreadable: CustomStringConvertible {
    package var description: String { "cannot read the engine's answer to \(method) \(route): \(reason)" }
}

extension EngineHost {
    /// Sorts a transport's failure into one that means no engine, and one that struck a call under way.
    func failure(_ error: TransportError, during method: String, _ route: String) -> any Error {
        let hint: String
        switch error.kind {
        case .cannotConnect, .timedOut:
            hint = "start the engine, or set DOCKER_HOST to where one listens"
        case .permissionDenied:
            hint = "add your user to the group that owns the socket (usually 'docker') and log in again, or use sudo"
        case .libraryMissing:
            hint = "install libcurl (package 'libcurl4' or 'libcurl')"
        case .tls:
            hint = "check DOCKER_TLS_VERIFY and the certificates in DOCKER_CERT_PATH"
        default:
            return EngineCallFailed(method: method, route: route, failure: error)
        }
        return EngineUnreachable(host: self, reason: error.description, hint: hint)
    }
}
