import ComposeModel
import Diagnostics

/// Ports of the host that more than one container wants, and ports that other readers of YAML take for a number.
struct PortAdvice {
    private struct HostPort: Hashable {
        var number: Int
        var transport: String
    }

    private struct Claim {
        var service: String
        /// nil is every address.
        var address: String?
        var place: SourceLocation?
    }

    private let text: (SourceLocation) -> String?
    private var claims: [HostPort: [Claim]] = [:]
    private var toldPlaces: Set<SourceLocation> = []

    /// - Parameter text: what a file says from a place to the end of the line.
    init(text: @escaping (SourceLocation) -> String?) {
        self.text = text
    }

    mutating func report(_ service: Service, into collector: inout DiagnosticCollector) {
        for (index, port) in service.ports.enumerated() {
            // A range lets the engine look for one that is free, and 0 for any.
            guard let published = port.published, let number = Int(published), number > 0 else { continue }
            let path = "services.\(service.name).ports[\(index)]"
            let place = service.locations["ports[\(index)]"]
            reportBase60(port, published, path, place, &collector)
            // With the host's own network nothing is published.
            guard service.replicas > 0, service.networkMode != "host" else { continue }
            if service.replicas > 1 {
                collector.warning(
                    "service '\(service.name)' wants \(service.replicas) containers that all publish port \(number) of the host",
                    path: path,
                    at: place,
                    hint: "publish a range of ports, or let the engine choose by naming only the port of the container"
                )
            }
            let hostPort = HostPort(number: number, transport: port.transport ?? "tcp")
            let claim = Claim(service: service.name, address: port.hostAddress, place: place)
            reportSecond(claim, of: hostPort, path, &collector)
            claims[hostPort, default: []].append(claim)
        }
    }

    private func reportSecond(
        _ claim: Claim,
        of port: HostPort,
        _ path: String,
        _ collector: inout DiagnosticCollector
    ) {
        let first = claims[port]?.first { $0.service != claim.service && Self.overlap($0.address, claim.address) }
        guard let first else { return }
        let transport = port.transport == "tcp" ? "" : "/\(port.transport)"
        collector.warning(
            "services '\(first.service)' and '\(claim.service)' both publish port \(port.number)\(transport) of the host",
            path: path,
            at: claim.place,
            notes: first.place.map { [Diagnostic.Note("first published here", at: $0)] } ?? [],
            hint: "give one of them another port"
        )
    }

    /// Whether one address is the other or stands for all of its kind.
    private static func overlap(_ one: String?, _ other: String?) -> Bool {
        guard let one, let other else { return true }
        if one == other { return true }
        guard one.contains(":") == other.contains(":") else { return false }
        let all: Set<String> = ["0.0.0.0", "::"]
        return all.contains(one) || all.contains(other)
    }

    /// `22:22` without quotes is 1342 by the rules of YAML 1.1, which much else that reads the file goes by.
    private mutating func reportBase60(
        _ port: Port,
        _ published: String,
        _ path: String,
        _ place: SourceLocation?,
        _ collector: inout DiagnosticCollector
    ) {
        guard let host = Int(published), host < 60, port.target < 60, port.hostAddress == nil, let place,
            let line = text(place)
        else { return }
        let written = "\(published):\(port.target)"
        guard line.hasPrefix(written) else { return }
        if let next = line.dropFirst(written.count).first, !next.isWhitespace, !",]}".contains(next) { return }
        guard toldPlaces.insert(place).inserted else { return }
        collector.warning(
            "'\(written)' without quotes is the number \(host * 60 + port.target) to readers of YAML 1.1",
            path: path,
            at: place,
            hint: "quote it: \"\(written)\""
        )
    }
}
