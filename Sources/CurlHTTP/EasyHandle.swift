internal import CCurl

/// Owns one curl easy handle, set up for an endpoint, and everything curl reads from it.
final class EasyHandle {
    let pointer: UnsafeMutableRawPointer
    let endpoint: HTTPEndpoint
    private let errorText: UnsafeMutablePointer<CChar>
    private var headerList: UnsafeMutablePointer<curl_slist>?

    /// Takes the target as path and query, percent-encoded.
    init(to endpoint: HTTPEndpoint, target: String, connectTimeout: Duration) throws {
        guard let pointer = sc_curl_easy_init() else {
            throw TransportError(.other, "libcurl has no memory for a request to \(endpoint)")
        }
        let capacity = Int(CURL_ERROR_SIZE)
        self.pointer = pointer
        self.endpoint = endpoint
        errorText = .allocate(capacity: capacity)
        errorText.initialize(repeating: 0, count: capacity)

        set(CURLOPT_ERRORBUFFER, to: UnsafeMutableRawPointer(errorText))
        set(CURLOPT_URL, to: endpoint.origin + target)
        set(CURLOPT_PATH_AS_IS, to: 1)
        set(CURLOPT_NOSIGNAL, to: 1)
        set(CURLOPT_CONNECTTIMEOUT_MS, to: connectTimeout.wholeMilliseconds)
        set(CURLOPT_HTTP_VERSION, to: Int(CURL_HTTP_VERSION_1_1))
        set(CURLOPT_SUPPRESS_CONNECT_HEADERS, to: 1)
        switch endpoint {
        case .unixSocket(let path):
            set(CURLOPT_UNIX_SOCKET_PATH, to: path)
            set(CURLOPT_PROXY, to: "")
        case .tcp(_, _, let tls):
            set(CURLOPT_TCP_KEEPALIVE, to: 1)
            if let tls { secure(with: tls) }
        }
    }

    deinit {
        sc_curl_easy_cleanup(pointer)
        sc_curl_slist_free_all(headerList)
        errorText.deallocate()
    }

    private func secure(with files: TLSFiles) {
        if let authority = files.certificateAuthority { set(CURLOPT_CAINFO, to: authority) }
        if let certificate = files.certificate { set(CURLOPT_SSLCERT, to: certificate) }
        if let key = files.key { set(CURLOPT_SSLKEY, to: key) }
        set(CURLOPT_SSL_VERIFYPEER, to: files.verifiesPeer ? 1 : 0)
        set(CURLOPT_SSL_VERIFYHOST, to: files.verifiesPeer ? 2 : 0)
    }

    // MARK: - Options

    func set(_ option: CURLoption, to value: Int) { sc_curl_easy_set_long(pointer, option, value) }

    /// Sets a text, which curl copies.
    func set(_ option: CURLoption, to value: String) { sc_curl_easy_set_string(pointer, option, value) }

    func set(_ option: CURLoption, to value: UnsafeMutableRawPointer) {
        sc_curl_easy_set_pointer(pointer, option, value)
    }

    /// Sets an option that counts bytes and may need more than 32 bits.
    func setSize(_ option: CURLoption, to value: Int) { sc_curl_easy_set_off(pointer, option, curl_off_t(value)) }

    /// Sets the header fields that are sent beside curl's own, each as `Name: value`.
    ///
    /// `Name:` keeps curl from sending a field of its own, `Name;` sends it empty.
    func setHeaderLines(_ lines: [String]) {
        for line in lines { headerList = sc_curl_slist_append(headerList, line) }
        sc_curl_easy_set_list(pointer, CURLOPT_HTTPHEADER, headerList)
    }

    // MARK: - Outcome

    /// What went wrong, in words; `code` is the one that curl ended the transfer with.
    func error(_ code: CURLcode) -> TransportError {
        var systemError = 0
        sc_curl_easy_get_long(pointer, CURLINFO_OS_ERRNO, &systemError)
        var text = String(cString: errorText)
        if text.isEmpty { text = String(cString: sc_curl_easy_strerror(code)) }
        return TransportError(
            code,
            to: endpoint,
            systemError: Int32(truncatingIfNeeded: systemError),
            text: text.startingInLowerCase
        )
    }
}

extension Duration {
    /// At least one: curl takes 0 for its own default.
    fileprivate var wholeMilliseconds: Int {
        let (seconds, attoseconds) = components
        return max(1, Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000))
    }
}

extension String {
    /// For curl's sentences, which here follow a colon; words in capitals such as `SSL` stay as they are.
    fileprivate var startingInLowerCase: String {
        guard let first, let second = dropFirst().first, second.isLowercase else { return self }
        return first.lowercased() + dropFirst()
    }
}
