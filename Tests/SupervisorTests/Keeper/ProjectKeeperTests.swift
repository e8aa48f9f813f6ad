import ComposePlan
import ControlProtocol
import Glibc
import Testing

@testable import Supervisor

/// What a keeper makes of what it hears, with a core that only listens.
@Suite(.timeLimit(.minutes(1))) struct ProjectKeeperTests {
    private static func work(_ kind: Work.Kind) -> SupervisionEffect {
        .work(Work(number: WorkNumber(value: 1), kind: kind, incident: nil, reason: "db-1 ended with code 1"))
    }

    @Test func `the core hears of events in their order, as far as they say something`() async throws {
        let script = CoreScript()
        let keeper = try Keeping.keeper(script)
        await keeper.receive(Keeping.event("create"))
        await keeper.receive(Keeping.event("start", at: 20))
        await keeper.receive(Keeping.event("kill", at: 25, with: ["signal": "15"]))
        await keeper.receive(Keeping.event("die", at: 30, with: ["exitCode": "3"]))
        await keeper.receive(Keeping.event("start", at: 28))
        await keeper.receive(Keeping.event("destroy", at: 40))
        #expect(script.heard == ["created", "started", "signalled(15)", "died(code: 3)", "destroyed"])
        await keeper.quit()
    }

    @Test func `events of other projects and of hooks are not the core's business`() async throws {
        let script = CoreScript()
        let keeper = try Keeping.keeper(script)
        await keeper.receive(Keeping.event("create", with: [ComposeLabel.project: "other"]))
        await keeper.receive(Keeping.event("create", with: [ComposeLabel.hook: "pre_start"]))
        #expect(script.heard == [])
        await keeper.quit()
    }

    @Test func `work is begun as soon as the core has asked for it`() async throws {
        let script = CoreScript { input in
            if case .event(let event) = input, case .died = event.kind { return [Self.work(.start(services: ["db"]))] }
            return []
        }
        let keeper = try Keeping.keeper(script)
        await keeper.receive(Keeping.event("create"))
        await keeper.receive(Keeping.event("start", at: 20))
        await keeper.receive(Keeping.event("die", at: 30, with: ["exitCode": "3"]))
        #expect(await keeper.works.values.map(\.work.kind) == [.start(services: ["db"])])
        await keeper.quit()
    }

    @Test func `what is under way is given up when the engine goes away`() async throws {
        let script = CoreScript { input in
            if case .event(let event) = input, case .died = event.kind { return [Self.work(.start(services: ["db"]))] }
            return []
        }
        let keeper = try Keeping.keeper(script)
        await keeper.receive(Keeping.event("start", at: 20))
        await keeper.receive(Keeping.event("die", at: 30, with: ["exitCode": "3"]))
        await keeper.receive(.lost)
        try await Keeping.until { script.heard.contains("finished 1 false") }
        #expect(script.heard.suffix(2) == ["engineLost", "finished 1 false"])
        #expect(await keeper.works.isEmpty)
        await keeper.quit()
    }

    @Test func `work and incidents are written down`() async throws {
        let store = MemoryStore()
        let tools = Keeping.tools(store: store)
        let incident = Incident(id: 9, project: "shop", service: "db", kind: .crash, summary: "db died", opened: 5)
        let script = CoreScript { input in
            switch input {
            case .engineLost: [.open(incident), Self.work(.start(services: ["db"]))]
            case .finished: [.note(incident: 9, action: "tried", evidence: []), .close(incident: 9, at: 6)]
            default: []
            }
        }
        let keeper = try Keeping.keeper(script, tools: tools)
        await keeper.receive(.lost)
        try await Keeping.until { script.heard.contains("finished 1 false") }
        await keeper.quit()
        tools.chronicle.finish()
        await tools.chronicle.write(from: 1)
        #expect(await store.told == ["open 9", "begin 1", "end 1", "note 9", "close 9"])
        let events = await store.lines.map(\.event)
        #expect(
            events.filter { $0 != "operation.planned" } == [
                "incident.opened", "operation.began", "operation.failed", "incident.closed",
            ]
        )
    }

    @Test func `an appointment comes, and one that is made anew comes once`() async throws {
        let script = CoreScript { input in
            guard case .engineLost = input else { return [] }
            let purpose = Appointment.Purpose.restart(service: "db")
            return [
                .appoint(Appointment(purpose: purpose, number: 1), after: 20_000_000),
                .appoint(Appointment(purpose: purpose, number: 2), after: 1_000_000),
            ]
        }
        let keeper = try Keeping.keeper(script)
        await keeper.receive(.lost)
        try await Keeping.until { script.heard.contains("due") }
        try await Task.sleep(for: .milliseconds(60))
        #expect(script.heard.filter { $0 == "due" }.count == 1)
        await keeper.quit()
    }

    // MARK: - Announcements and leases

    @Test func `an announcement lasts until it is ended`() async throws {
        let script = CoreScript()
        let keeper = try Keeping.keeper(script)
        let number = await keeper.announce(Announcement(.stop, services: ["db"], process: Int(getpid())))
        try await keeper.endAnnouncement(number, succeeded: true)
        #expect(script.heard == ["announced 1 stop", "announcementEnded 1 true"])
        await #expect(throws: ControlError.unknownAnnouncement(number, project: "shop")) {
            try await keeper.endAnnouncement(number, succeeded: true)
        }
        await keeper.quit()
    }

    @Test func `an announcement whose process is gone ends by itself`() async throws {
        let script = CoreScript()
        let keeper = try Keeping.keeper(script)
        _ = await keeper.announce(Announcement(.up, services: [], process: 1 << 30))
        try await Keeping.until { script.heard.count > 1 }
        #expect(script.heard == ["announced 1 up", "announcementEnded 1 false"])
        await keeper.quit()
    }

    @Test func `a lease ends by its time or with its process, whichever is first`() async throws {
        let soon = LeaseEnd(lease: Lease(ends: 100.02, process: Int(getpid())), now: { 100.1 })
        #expect(await soon.reason() == "the lease is over")
        let gone = LeaseEnd(lease: Lease(ends: 1e9, process: 1 << 30), now: { 100 })
        #expect(await gone.reason()?.contains("has ended") == true)
        #expect(await LeaseEnd(lease: Lease(), now: { 0 }).reason() == nil)
    }

    @Test func `the core is told of the end of a lease`() async throws {
        let script = CoreScript()
        let keeper = try Keeping.keeper(script)
        await keeper.setLease(Lease(ends: 1))
        try await Keeping.until { !script.heard.isEmpty }
        #expect(script.heard == ["leaseEnded the lease is over"])
        #expect(await keeper.status.lease?.ends == 1)
        await keeper.quit()
    }

    // MARK: - Networks

    @Test func `a container that ends was not cut off from its network`() async throws {
        let script = CoreScript()
        let keeper = try Keeping.keeper(script)
        await keeper.receive(Keeping.event("start"))
        await keeper.receive(Keeping.network("disconnect"))
        await keeper.receive(Keeping.event("die", at: 20, with: ["exitCode": "0"]))
        try await Task.sleep(for: .milliseconds(1_200))
        #expect(!script.heard.contains { $0.contains("disconnected") })
        await keeper.quit()
    }

    @Test func `a container that goes on was cut off`() async throws {
        let script = CoreScript()
        let keeper = try Keeping.keeper(script)
        await keeper.receive(Keeping.event("start"))
        await keeper.receive(Keeping.network("connect"))
        await keeper.receive(Keeping.network("disconnect"))
        try await Keeping.until { script.heard.contains { $0.hasPrefix("disconnected") } }
        #expect(script.heard.contains(#"disconnected(network: "shop_default")"#))
        await keeper.quit()
    }

    @Test func `only networks of the project are missed`() async throws {
        let script = CoreScript()
        let keeper = try Keeping.keeper(script)
        await keeper.receive(Keeping.network("destroy", "elsewhere", container: nil))
        await keeper.receive(Keeping.network("destroy", container: nil))
        #expect(script.heard == ["networkRemoved shop_default"])
        await keeper.quit()
    }
}
