package import DockerEngine

/// The ports of a container in the engine's own tools' words.
package enum PortText {
    /// `0.0.0.0:8000-8002->8000-8002/tcp, [::]:8000->8000/tcp, 9000/udp`.
    ///
    /// Neighbouring ports that are published under their own numbers, or not at all, are drawn together. Those that are
    /// published under another number come last, one by one.
    package static func of(_ ports: [PublishedPort]) -> String {
        var closed: [String] = []
        /// The run of each address and protocol that the next port may continue.
        var open: [Run] = []
        var mapped: [String] = []
        for port in ports.sorted(by: precedes) {
            let address = port.hostAddress ?? ""
            if !address.isEmpty, port.hostPort != port.containerPort {
                mapped.append("\(bracketed(address)):\(port.hostPort ?? 0)->\(port.containerPort)/\(port.proto)")
                continue
            }
            let run = Run(address: address, proto: port.proto, first: port.containerPort, last: port.containerPort)
            guard let index = open.firstIndex(where: { $0.address == run.address && $0.proto == run.proto }) else {
                open.append(run)
                continue
            }
            if open[index].last + 1 == run.first {
                open[index].last = run.first
            } else {
                closed.append(open[index].text)
                open[index] = run
            }
        }
        return (closed + open.map(\.text) + mapped).joined(separator: ", ")
    }

    private struct Run {
        var address: String
        var proto: String
        var first: Int
        var last: Int

        var text: String {
            let numbers = first == last ? "\(first)" : "\(first)-\(last)"
            let host = address.isEmpty ? "" : "\(PortText.bracketed(address)):\(numbers)->"
            return "\(host)\(numbers)/\(proto)"
        }
    }

    private static func precedes(_ left: PublishedPort, _ right: PublishedPort) -> Bool {
        if left.containerPort != right.containerPort { return left.containerPort < right.containerPort }
        let (one, other) = (left.hostAddress ?? "", right.hostAddress ?? "")
        if one != other { return one < other }
        let (port, otherPort) = (left.hostPort ?? 0, right.hostPort ?? 0)
        return port == otherPort ? left.proto < right.proto : port < otherPort
    }

    private static func bracketed(_ address: String) -> String { address.contains(":") ? "[\(address)]" : address }
}
