internal import ComposeModel
internal import ControlProtocol

/// Opening, noting and closing incidents.
extension Supervision {
    /// - Returns: the number of the incident.
    @discardableResult
    mutating func open(
        _ kind: Incident.Kind,
        _ service: String?,
        container: String? = nil,
        _ summary: String,
        evidence: [String] = [],
        code: Int? = nil,
        at opened: Double? = nil
    ) -> Int {
        var incident = Incident(
            id: numbers.next(),
            project: wanted.project.name,
            service: service,
            kind: kind,
            summary: summary,
            opened: opened ?? seconds
        )
        incident.container = container
        incident.evidence = evidence
        incident.exitCode = code
        openIncidents.insert(incident.id)
        effects.append(.open(incident))
        return incident.id
    }

    mutating func note(_ incident: Int?, _ action: String, evidence: [String] = []) {
        guard let incident, openIncidents.contains(incident) else { return }
        effects.append(.note(incident: incident, action: action, evidence: evidence))
    }

    mutating func close(incident: Int?, at time: Double? = nil) {
        guard let incident, openIncidents.remove(incident) != nil else { return }
        effects.append(.close(incident: incident, at: time ?? seconds))
    }

    /// The incident of a service that is away or unwell; what comes on top of one that lasts is added to it.
    @discardableResult
    mutating func openOutage(
        _ kind: Incident.Kind,
        of service: String,
        container: String? = nil,
        _ summary: String,
        evidence: [String] = [],
        code: Int? = nil,
        at opened: Double? = nil
    ) -> Int {
        if let outage = outages[service] {
            note(outage.incident, "", evidence: [summary] + evidence)
            return outage.incident
        }
        let opened = min(opened ?? seconds, seconds)
        let number = open(kind, service, container: container, summary, evidence: evidence, code: code, at: opened)
        outages[service] = Outage(incident: number, opened: opened)
        return number
    }

    mutating func closeOutage(of service: String, at time: Double? = nil) {
        callOff(.recovery(service: service))
        for outage in [outages[service], loops[service]] {
            guard let outage else { continue }
            close(incident: outage.incident, at: max(outage.opened, time ?? seconds))
        }
        outages[service] = nil
        loops[service] = nil
    }

    /// Takes over the incidents that an earlier daemon has left open; those that are over are closed after the first look.
    mutating func adopt(_ open: [Incident]) {
        for incident in open where incident.closed == nil {
            openIncidents.insert(incident.id)
            let outage = Outage(incident: incident.id, opened: incident.opened)
            switch (incident.kind, incident.service) {
            case (.crashLoop, let service?) where cares[service] != nil: loops[service] = outage
            case (.crash, let service?), (.outOfMemory, let service?), (.unhealthy, let service?),
                (.stoppedOutside, let service?), (.removedOutside, let service?), (.repairFailed, let service?),
                (.schedule, let service?):
                if cares[service] != nil, outages[service] == nil {
                    outages[service] = outage
                } else {
                    engine.leftOver.append(incident.id)
                }
            default: engine.leftOver.append(incident.id)
            }
        }
    }

    /// Closes the incidents of services that are well again.
    ///
    /// Where nobody probes a service, it has to run for a moment first.
    mutating func endOutages() {
        guard engine.isUsable else { return }
        endEngineOutage()
        for name in Set(outages.keys).union(loops.keys).sorted() where !isJob(name) {
            if isProbed(name), isReady(name) {
                closeOutage(of: name)
            } else if isCompleted(name) {
                closeOutage(of: name)
            } else if isReady(name) {
                if !stands(.recovery(service: name)) { appoint(.recovery(service: name), after: Self.settlingTime) }
            } else {
                callOff(.recovery(service: name))
            }
        }
    }

    /// A service without probes has run for a moment: its outage ended when it started.
    mutating func endUnprobedOutage(of service: String) {
        guard isReady(service) else { return }
        let started = containers(of: service).compactMap(\.startedAt).max()
        closeOutage(of: service, at: started.map { Self.seconds($0) })
    }
}
