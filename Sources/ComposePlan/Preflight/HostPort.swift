/// A port of the host, on one of its addresses or on all.
package struct HostPort: Sendable, Hashable {
    package var number: Int
    /// `tcp`, `udp` or `sctp`.
    package var transport: String
    /// nil is every address of either family; `0.0.0.0` and `::` are every address of theirs.
    package var address: IPAddress?

    package init(_ number: Int, transport: String = "tcp", address: IPAddress? = nil) {
        self.number = number
        self.transport = transport
        self.address = address
    }

    /// Whether only one of the two can be had at once.
    package func overlaps(_ other: HostPort) -> Bool {
        guard number == other.number, transport == other.transport else { return false }
        guard let address, let otherAddress = other.address else { return true }
        guard address.family == otherAddress.family else { return false }
        return address == otherAddress || address.isUnspecified || otherAddress.isUnspecified
    }
}

extension HostPort: CustomStringConvertible {
    /// `8080`, `127.0.0.1:8080`, `[::1]:53/udp`.
    package var description: String {
        let place = address.map { $0.family == .v6 ? "[\($0)]:" : "\($0):" } ?? ""
        return "\(place)\(number)\(transport == "tcp" ? "" : "/\(transport)")"
    }
}
