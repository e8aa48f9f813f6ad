internal import ComposeModel
internal import ComposePlan
internal import ComposeRuntime
internal import ControlProtocol
internal import DockerEngine
internal import Glibc
internal import OrderedCollections

/// What the control interface asks for.
extension SupervisorService: ControlService {
    func status() async -> DaemonStatus {
        var projects: [ProjectStatus] = []
        for (_, care) in cares.sorted(by: { $0.key < $1.key }) { projects.append(await care.keeper.status) }
        var status = DaemonStatus(
            version: ProgramVersion.text,
            process: Int(getpid()),
            started: started,
            engine: "\(setup.engine.host)",
            projects: projects
        )
        status.engineIsReachable = await feed.isReachable
        return status
    }

    func project(_ name: String) async throws -> ProjectStatus { try await care(name).keeper.status }

    func take(_ handover: Handover) async throws -> ProjectStatus {
        try checkOpen()
        // A project that is just let go is taken over anew.
        while let release = releases[handover.name] { await release.value }
        let supervised = try await Self.supervised(handover, since: cares[handover.name]?.since ?? WallClock.now())
        try checkOpen()
        do {
            try await setup.store.save(handover, since: supervised.since)
            if let care = cares[handover.name] {
                cares[handover.name]?.handover = handover
                await care.keeper.want(supervised)
            } else {
                try await begin(supervised, handover)
                tell("project.taken", handover.name, "the project is looked after from now on")
            }
        } catch {
            throw ControlError.failed("the project could not be taken over: \(error)")
        }
        let keeper = try care(handover.name).keeper
        await keeper.firstLook()
        return await keeper.status
    }

    func release(_ name: String) async throws {
        if unreadable.removeValue(forKey: name) != nil { return await forget(name) }
        let care = try care(name)
        cares[name] = nil
        let release = Task { await self.letGo(care, name) }
        releases[name] = release
        await release.value
    }

    private func letGo(_ care: Care, _ name: String) async {
        await care.keeper.release()
        tell("project.released", name, "nobody looks after the project any more")
        await forget(name)
        releases[name] = nil
    }

    func announce(_ name: String, _ announcement: Announcement) async throws -> Int {
        try checkOpen()
        return try await care(name).keeper.announce(announcement)
    }

    func endAnnouncement(_ name: String, _ number: Int, succeeded: Bool) async throws {
        try await care(name).keeper.endAnnouncement(number, succeeded: succeeded)
    }

    func plan(_ name: String) async throws -> Plan {
        let supervised = try await care(name).keeper.supervised
        let session = ProjectSession(engine: setup.engine, project: supervised.project, names: supervised.names)
        var request = ConvergeRequest()
        request.ignoresOrphans = true
        do {
            return try await session.plan(.converge(request))
        } catch let error as EngineError {
            throw ControlError.engine(error.message)
        } catch let error as EngineUnreachable {
            throw ControlError.engine("\(error)")
        }
    }

    func apply(_ name: String) async throws {
        try checkOpen()
        try await care(name).keeper.converge("asked for")
    }

    func setLease(_ name: String, _ lease: Lease?) async throws {
        try checkOpen()
        var care = try care(name)
        care.handover.lease = lease
        cares[name]?.handover.lease = lease
        await care.keeper.setLease(lease)
        do {
            try await setup.store.save(care.handover, since: care.since)
        } catch {
            throw ControlError.failed("the lease could not be kept: \(error)")
        }
    }

    func explanation(_ name: String, service: String) async throws -> ServiceExplanation {
        guard var explanation = try await care(name).keeper.explanation(of: service) else {
            throw ControlError.unknownService(service, project: name)
        }
        do {
            let incidents = try await setup.store.incidents(project: name, since: nil, onlyOpen: false, limit: 200)
            explanation.incidents = Array(incidents.filter { $0.service == service }.prefix(5))
        } catch {
            setup.log("incidents could not be read: \(error)")
        }
        return explanation
    }

    func logs(_ name: String, services: Set<String>?, options: LogCollector.Options) async throws -> LogSource {
        let containers = try await care(name).keeper.live.listed.filter { container in
            !container.isOneOff && services?.contains(container.service) ?? true
        }
        var options = options
        options.services = services
        let collector = LogCollector(engine: setup.engine, project: name, options: options)
        return LogSource { sink in try await collector.collect(containers, into: sink) }
    }

    // MARK: - Looking up

    private func care(_ name: String) throws -> Care {
        guard let care = cares[name] else { throw ControlError.unknownProject(name) }
        return care
    }

    private func checkOpen() throws {
        if isClosing { throw ControlError.closing }
    }
}
