internal import Diagnostics

/// Ports of the host: each is for one container only.
extension PreflightCheck {
    private struct Publisher {
        var container: PreflightWorld.Container
        var port: HostPort
    }

    /// What was told already: the ports of a range stand in one place, and one of them is enough.
    private struct Told: Hashable {
        var place: SourceLocation?
        var service: String
        var reason: String
    }

    mutating func checkPorts() {
        let all = world.containers.flatMap { container -> [Publisher] in
            container.ports.map { Publisher(container: container, port: $0) }
        }
        let publishers = Dictionary(grouping: all, by: \.port.number)
        var earlier: [Int: [PortClaim]] = [:]
        var told: Set<Told> = []
        for claim in scope.portClaims {
            let rivals = earlier[claim.port.number] ?? []
            earlier[claim.port.number, default: []].append(claim)
            let finding: Diagnostic
            let reason: String
            if scope.startCounts[claim.service, default: 0] > 1 {
                reason = "replicas"
                finding = replicaConflict(claim)
            } else if let rival = rivals.first(where: { $0.service != claim.service && $0.port.overlaps(claim.port) }) {
                reason = rival.service
                finding = rivalConflict(claim, rival)
            } else if let found = holding(claim.port, publishers[claim.port.number] ?? []) {
                reason = "\(found.holder)"
                finding =
                    found.service == claim.service
                    ? ownConflict(claim, found.holder) : holderConflict(claim, found.holder)
            } else {
                continue
            }
            let isNew = told.insert(Told(place: claim.place, service: claim.service, reason: reason)).inserted
            guard isNew || claim.place == nil else { continue }
            report(finding)
        }
    }

    /// Who has a port and keeps it while the plan is carried out; and its service when it is one of the project's own.
    private func holding(_ port: HostPort, _ publishers: [Publisher]) -> (holder: PortHolder, service: String?)? {
        let publisher = publishers.first { !scope.ended.contains($0.container.id) && $0.port.overlaps(port) }
        if let container = publisher?.container {
            let own = scope.observed.container(id: container.id)
            return (.container(name: container.name, project: container.project), own?.service)
        }
        for socket in world.sockets where socket.port.overlaps(port) {
            // The engine listens on behalf of its containers, of which everything is said above.
            if publishers.contains(where: { $0.port.overlaps(socket.port) }) { continue }
            guard let owner = socket.owner else {
                if endsHostNetworked { continue }
                return (.outside, nil)
            }
            if let id = owner.containerID, scope.ended.contains(id) { continue }
            let container = owner.containerID.flatMap { id in world.containers.first { $0.id == id } }
            return (.process(id: owner.id, command: owner.command, container: container?.name), nil)
        }
        return nil
    }

    /// Whether a container ends that listens on the host itself, so that a socket of nobody's may be its own.
    private var endsHostNetworked: Bool {
        world.containers.contains { $0.sharesHostNetwork && scope.ended.contains($0.id) }
    }

    // MARK: - Words

    private func replicaConflict(_ claim: PortClaim) -> Diagnostic {
        let count = scope.startCounts[claim.service, default: 0]
        return conflict(
            claim,
            "\(count) containers of service '\(claim.service)' are to start that all publish port \(claim.port) of the "
                + "host",
            hint: Self.replicaHint
        )
    }

    private func ownConflict(_ claim: PortClaim, _ holder: PortHolder) -> Diagnostic {
        conflict(claim, holder.complaint(port: "\(claim.port)", service: claim.service), hint: Self.replicaHint)
    }

    private func rivalConflict(_ claim: PortClaim, _ rival: PortClaim) -> Diagnostic {
        var finding = conflict(
            claim,
            "services '\(rival.service)' and '\(claim.service)' both publish port \(claim.port) of the host",
            hint: "give one of them another port"
        )
        finding.notes = rival.place.map { [Diagnostic.Note("first published here", at: $0)] } ?? []
        return finding
    }

    private func holderConflict(_ claim: PortClaim, _ holder: PortHolder) -> Diagnostic {
        let sockets = claim.port.transport == "udp" ? "ss -lunp" : "ss -ltnp"
        let hint =
            switch holder {
            case .container, .process: "stop it, or publish another port"
            case .outside: "find it with 'sudo \(sockets)' and stop it, or publish another port"
            }
        return conflict(claim, holder.complaint(port: "\(claim.port)", service: claim.service), hint: hint)
    }

    private func conflict(_ claim: PortClaim, _ message: String, hint: String) -> Diagnostic {
        Diagnostic(.error, message, path: claim.path, at: claim.place, hint: hint)
    }

    private static let replicaHint =
        "publish a range of ports, or let the engine choose by naming only the port of the container"
}
