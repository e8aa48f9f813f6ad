internal import CurlHTTP

extension EngineHost {
    /// The address at which this machine reaches ports that the engine publishes on all addresses of its host.
    package var publishedAddress: String {
        switch endpoint {
        case .unixSocket: "127.0.0.1"
        case .tcp(let host, _, _): isLocal ? "127.0.0.1" : host
        }
    }
}
