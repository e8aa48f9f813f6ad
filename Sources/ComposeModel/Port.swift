internal import OrderedCollections

/// A port of the container and where the host publishes it.
package struct Port: Sendable, Equatable {
    package var name: String?
    package var mode: String?
    /// nil publishes on every address of the host.
    package var hostAddress: String?
    package var target: Int
    /// A port or a range `8000-8010`; nil lets the engine choose.
    package var published: String?
    /// `tcp`, `udp` or `sctp`.
    package var transport: String?
    package var applicationProtocol: String?
    package var extensions: Extensions = [:]

    package init(target: Int, published: String? = nil, transport: String? = "tcp", mode: String? = "ingress") {
        self.target = target
        self.published = published
        self.transport = transport
        self.mode = mode
    }
}
