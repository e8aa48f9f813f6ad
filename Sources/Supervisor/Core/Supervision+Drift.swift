internal import ComposeModel
internal import ComposePlan
internal import ControlProtocol
internal import OrderedCollections

/// Changes by others: what is told of at once, and what a service is looked at for once it has settled.
extension Supervision {
    mutating func noteRemoval(_ event: ContainerEvent) {
        forget(event.id, name: event.name, isOutside: originOfEnd(of: event.service, at: event.time) == .outside)
    }

    /// A container is there no more.
    mutating func forget(_ id: String, name: String, isOutside: Bool) {
        gone.append(id)
        if gone.count > 512 { gone.removeFirst(256) }
        guard let container = containers[id] else { return }
        let service = container.service
        if container.isUp { oweRestart(toDependentsOf: service) }
        containers[id] = nil
        partnersMayDiffer = true
        closeDrifts(of: id)
        tell("container.removed", service, "\(name) was removed")
        guard cares[service]?.isAtRest == false else { return }
        guard isOutside else { return settleUnlessAtWork(service) }
        // What has done its work may go.
        if isCompleted(container) { cares[service]?.mayBeAbsent = true } else { cares[service]?.lost.append(name) }
        settle(service)
    }

    mutating func noteName(_ event: ContainerEvent, _ name: String) {
        change(event.id) { $0.name = name }
        guard let service = definition(of: event.service), let container = containers[event.id] else { return }
        let right = wanted.names.container(service, number: container.number)
        if name == right {
            closeDrift(.renamed(container: event.id))
        } else if origin(of: event.service, at: event.time) == .outside {
            settle(event.service)
        }
    }

    mutating func noteDisconnection(_ event: ContainerEvent, _ network: String) {
        guard containers[event.id]?.isUp == true, origin(of: event.service, at: event.time) == .outside,
            networks(of: event.service).contains(network)
        else { return }
        change(event.id) { $0.missingNetworks.insert(network) }
        settle(event.service)
    }

    mutating func noteRemoval(ofNetwork name: String) {
        let users = graph.order.filter { networks(of: $0).contains(name) }
        let isOurs = users.allSatisfy { originOfEnd(of: $0, at: now) != .outside }
        guard !users.isEmpty, !isOurs else { return }
        let key = wanted.project.networks.first { $0.value.name == name }
        guard key?.value.isExternal == false else { return }
        for user in users {
            cares[user]?.lostNetworks.insert(name)
            settle(user)
        }
    }

    /// The names of the networks that a service is to be in.
    private func networks(of service: String) -> Set<String> {
        guard let definition = self.definition(of: service), definition.networkMode == nil else { return [] }
        return Set(definition.networks.keys.compactMap { wanted.project.networks[$0]?.name })
    }

    mutating func noteMove(of reference: String, to digest: String) {
        let reference = ImageReference.complete(reference)
        for name in graph.order where cares[name]?.isAtRest == false {
            guard let service = definition(of: name), service.provider == nil,
                ImageReference.complete(wanted.names.image(of: service)) == reference
            else { continue }
            let outdated = containers(of: name).filter { $0.imageDigest.map { $0 != digest } ?? false }
            closeImageDrifts(of: name, otherThan: digest)
            guard !outdated.isEmpty else { continue }
            guard origin(of: name, at: now) == .outside else { continue }
            let summary = "\(reference) names another image than \(outdated.map(\.name).joined(separator: ", ")) runs"
            report(.image(service: name, digest: digest), of: name, nil, summary, kind: .image)
        }
    }

    // MARK: - Incidents of drift

    /// Opens an incident for a change that lasts, once, and has it repaired where the policy says so.
    mutating func report(
        _ drift: Drift,
        of service: String,
        _ container: String?,
        _ summary: String,
        kind: DriftPolicy.Kind
    ) {
        guard drifts[drift] == nil else { return }
        let incident = open(.drift, service, container: container, summary)
        drifts[drift] = incident
        guard cares[service]?.policy.drift[kind] == .repair else {
            note(incident, "left as it is, as 'drift' says")
            return
        }
        if case .renamed(let id) = drift, let definition = self.definition(of: service), let container = containers[id]
        {
            let name = wanted.names.container(definition, number: container.number)
            renames.append(Renaming(container: id, service: service, name: name, incident: incident))
        } else {
            want(.converge, for: service, because: summary, incident: incident)
        }
    }

    mutating func closeDrift(_ drift: Drift) {
        guard let incident = drifts.removeValue(forKey: drift) else { return }
        close(incident: incident)
    }

    private mutating func closeDrifts(of id: String) {
        for drift in drifts.keys {
            switch drift {
            case .renamed(id), .disconnected(id, _): closeDrift(drift)
            case .image(let service, _): closeImageDrifts(of: service)
            case .renamed, .disconnected, .network: break
            }
        }
        renames.removeAll { $0.container == id }
    }
}

extension Supervision {
    /// Closes what is said of a service's image once no container runs another one, or the reference has moved on.
    ///
    /// `current` is what the reference names now, where that is known.
    private mutating func closeImageDrifts(of service: String, otherThan current: String? = nil) {
        let digests = Set(containers(of: service).compactMap(\.imageDigest))
        for drift in drifts.keys {
            guard case .image(service, let digest) = drift else { continue }
            if digests == [digest] || digest != current ?? digest { closeDrift(drift) }
        }
    }
}

/// References to images as they are compared.
enum ImageReference {
    /// Without the parts that may be left out, and with the tag that is meant where none is written.
    static func complete(_ reference: String) -> String {
        var name = Substring(reference)
        for prefix in ["docker.io/", "index.docker.io/"] where name.hasPrefix(prefix) {
            name = name.dropFirst(prefix.count)
        }
        if name.hasPrefix("library/") { name = name.dropFirst("library/".count) }
        let last = name.split(separator: "/").last ?? name
        return last.contains(":") || last.contains("@") ? String(name) : "\(name):latest"
    }
}
