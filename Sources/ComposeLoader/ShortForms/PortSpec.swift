/// The short form of `ports`: `[address:][host[-range]:]container[-range][/protocol]`.
struct PortSpec: Equatable {
    /// nil when the form names no address.
    var hostAddress: String?
    var target: Int
    /// A port or a range; nil lets the engine choose.
    var published: String?
    var transport: String

    /// Says why a text is no port, in words that follow `'…' is no port: `.
    struct Problem: Error {
        var message: String

        init(_ message: String) { self.message = message }
    }

    /// A range of container ports becomes one spec each, in the order in which the reference lists them.
    static func parse(_ text: String) throws(Problem) -> [PortSpec] {
        let (address, host, container) = parts(of: text)
        let (containerPorts, transport) = try splitTransport(container)
        let hostAddress = try checkAddress(address)
        guard !containerPorts.isEmpty else { throw Problem("it names no container port") }
        let targets = try range(containerPorts, "container port")
        let published: ClosedRange<Int>? = try host.isEmpty ? nil : range(host, "host port")
        if let published, published.count != targets.count, targets.count != 1 {
            throw Problem("the host range \(host) and the container range \(containerPorts) differ in length")
        }
        var specs: [PortSpec] = []
        for (offset, target) in targets.enumerated() {
            var spec = PortSpec(hostAddress: hostAddress, target: target, published: nil, transport: transport)
            if let published {
                let isDynamic = targets.count == 1 && published.count > 1
                spec.published =
                    isDynamic
                    ? "\(published.lowerBound)-\(published.upperBound)" : "\(published.lowerBound + offset)"
            }
            specs.append(spec)
        }
        guard specs.count > 1 else { return specs }
        let keyed = specs.map { (key: "\($0.target)/", spec: $0) }
        return keyed.sorted { $0.key < $1.key }.map { $0.spec }
    }

    private static func parts(of text: String) -> (address: String, host: String, container: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        switch parts.count {
        case 1: return ("", "", parts[0])
        case 2: return ("", parts[0], parts[1])
        default:
            return (parts[..<(parts.count - 2)].joined(separator: ":"), parts[parts.count - 2], parts[parts.count - 1])
        }
    }

    private static func splitTransport(_ text: String) throws(Problem) -> (ports: String, transport: String) {
        guard let slash = text.firstIndex(of: "/") else { return (text, "tcp") }
        let transport = text[text.index(after: slash)...].lowercased()
        guard !transport.isEmpty else { return (String(text[..<slash]), "tcp") }
        guard ["tcp", "udp", "sctp"].contains(transport) else {
            throw Problem("'\(transport)' is none of the protocols 'tcp', 'udp' and 'sctp'")
        }
        return (String(text[..<slash]), transport)
    }

    private static func checkAddress(_ text: String) throws(Problem) -> String? {
        guard !text.isEmpty else { return nil }
        var address = text
        if address.hasPrefix("["), address.hasSuffix("]") { address = String(address.dropFirst().dropLast()) }
        guard NetworkAddress.isValid(address) else { throw Problem("'\(text)' is no IP address") }
        return address
    }

    private static func range(_ text: String, _ what: String) throws(Problem) -> ClosedRange<Int> {
        guard let dash = text.firstIndex(of: "-") else {
            let port = try number(text[...], what)
            return port...port
        }
        let first = try number(text[..<dash], what)
        let last = try number(text[text.index(after: dash)...], what)
        guard first <= last else { throw Problem("the range \(text) runs backwards") }
        return first...last
    }

    private static func number(_ text: Substring, _ what: String) throws(Problem) -> Int {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw Problem("the \(what) '\(text)' is no number")
        }
        guard let port = Int(text), port <= 65535 else { throw Problem("the \(what) \(text) is above 65535") }
        return port
    }
}
