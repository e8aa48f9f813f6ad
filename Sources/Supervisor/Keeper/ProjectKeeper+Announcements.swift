internal import ComposePlan
internal import ComposeRuntime
internal import ControlProtocol

/// What others say that they are about to do, and how long the project is to live.
extension ProjectKeeper {
    /// Nothing is repaired until the announcement is ended, or its process is gone; returns its number.
    func announce(_ announcement: Announcement) -> Int {
        lastAnnouncement += 1
        let number = lastAnnouncement
        let process = OtherProcess(id: announcement.process)
        announcements[number] = Task { await self.watch(process, of: number) }
        handle(.announced(announcement, number: number))
        return number
    }

    /// Throws `ControlError.unknownAnnouncement` for one that is over.
    func endAnnouncement(_ number: Int, succeeded: Bool) throws {
        guard let watch = announcements.removeValue(forKey: number) else {
            throw ControlError.unknownAnnouncement(number, project: name)
        }
        watch.cancel()
        handle(.announcementEnded(number: number, succeeded: succeeded))
    }

    private func watch(_ process: OtherProcess, of number: Int) async {
        await process.waitForEnd()
        // A process ends its announcement first, and then itself; a cancelled sleep shows below.
        try? await Task.sleep(for: .milliseconds(50))
        guard !Task.isCancelled, announcements.removeValue(forKey: number) != nil else { return }
        tell("announcement.lost", nil, "process \(process.id) has ended without saying what came of its change")
        handle(.announcementEnded(number: number, succeeded: false))
    }

    // MARK: - Leases

    /// nil lets the project live on.
    func setLease(_ lease: Lease?) {
        supervised.lease = lease
        watchLease()
        tell("lease.changed", nil, lease == nil ? "the project has no lease any more" : "the project has a new lease")
    }

    func watchLease() {
        leaseWatch?.cancel()
        leaseWatch = nil
        guard let lease = supervised.lease, phase == .keeping else { return }
        let now = tools.now
        let end = LeaseEnd(lease: lease, now: { Double(now()) / 1e9 })
        leaseWatch = Task { await self.watch(end) }
    }

    private func watch(_ end: LeaseEnd) async {
        guard let reason = await end.reason(), !Task.isCancelled, phase == .keeping else { return }
        handle(.leaseEnded(reason: reason))
    }

    // MARK: - Companions

    /// Begins anew what goes along with the project as it is wanted now.
    func beginCompanions() {
        for companion in companions { companion.cancel() }
        for listener in listeners { listener.finish() }
        companions = []
        listeners = []
        for companion in tools.companions {
            let (events, listener) = AsyncStream.makeStream(of: ContainerEvent.self, bufferingPolicy: .unbounded)
            listeners.append(listener)
            let accompanied = self.accompanied(events)
            companions.append(Task { await companion.accompany(accompanied) })
        }
    }

    private func accompanied(_ events: AsyncStream<ContainerEvent>) -> AccompaniedProject {
        AccompaniedProject(
            supervised: supervised,
            engine: tools.engine,
            events: events,
            containers: { await self.live.listed },
            tell: { await self.handle($0) },
            open: { await self.open($0) },
            close: { await self.closeFinding($0) },
            take: tools.take
        )
    }

    private func open(_ finding: AccompaniedProject.Finding) -> Int {
        var incident = Incident(
            id: tools.numbers.next(),
            project: name,
            service: finding.service,
            kind: finding.kind,
            summary: finding.summary,
            opened: tools.time
        )
        incident.evidence = finding.evidence
        findings.insert(incident.id)
        open(incident)
        return incident.id
    }

    private func closeFinding(_ number: Int) {
        guard findings.remove(number) != nil else { return }
        close(number, at: tools.time)
    }
}
