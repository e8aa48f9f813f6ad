internal import CCurl
internal import Glibc

extension TransportError {
    /// What curl's result code means for a transfer to `endpoint`.
    ///
    /// `systemError` is the `errno` of the connection attempt, 0 when curl does not know it; `text` is curl's own words,
    /// used where the code alone says too little.
    init(_ code: CURLcode, to endpoint: HTTPEndpoint, systemError: Int32, text: String) {
        switch code {
        case CURLE_COULDNT_CONNECT, CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY:
            self.init(connecting: endpoint, systemError: systemError, text: text)
        case CURLE_OPERATION_TIMEDOUT:
            self.init(.timedOut, "cannot connect to \(endpoint): no answer in time")
        case CURLE_RECV_ERROR, CURLE_SEND_ERROR, CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_SEND_FAIL_REWIND:
            self.init(.connectionLost, "lost the connection to \(endpoint): \(text)")
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CIPHER,
            CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_ENGINE_NOTFOUND, CURLE_USE_SSL_FAILED:
            self.init(.tls, "cannot secure the connection to \(endpoint): \(text)")
        default:
            self.init(.other, "request to \(endpoint) failed: \(text)")
        }
    }

    private init(connecting endpoint: HTTPEndpoint, systemError: Int32, text: String) {
        var reason = systemError
        if case .unixSocket(let path) = endpoint, reason == 0 { reason = Self.whyNotReachable(path) }
        let kind: Kind = reason == EACCES || reason == EPERM ? .permissionDenied : .cannotConnect
        self.init(kind, "cannot connect to \(endpoint): \(Self.words(for: reason) ?? text)")
    }

    /// The `errno` that opening a socket at `path` would most likely give.
    private static func whyNotReachable(_ path: String) -> Int32 {
        if access(path, F_OK) != 0 { return errno }
        if access(path, R_OK | W_OK) != 0 { return errno }
        return ECONNREFUSED
    }

    private static func words(for systemError: Int32) -> String? {
        switch systemError {
        case 0: nil
        case ENOENT: "no such file"
        case ECONNREFUSED: "connection refused"
        case EACCES, EPERM: "permission denied"
        default: String(cString: strerror(systemError)).lowercased()
        }
    }
}
