import ControlProtocol
import Testing

@testable import Supervisor

/// The supervision as a whole, with cores that only listen and an engine that is away.
@Suite(.timeLimit(.minutes(1))) struct SupervisorServiceTests {
    private func service(_ store: MemoryStore, _ script: CoreScript = CoreScript()) async throws -> SupervisorService {
        let setup = SupervisorService.Setup(
            engine: Keeping.engine,
            store: store,
            makeCore: { supervised, _, _, _ in StubCore(script: script, supervised: supervised) }
        )
        return try await SupervisorService(setup)
    }

    /// Runs the service while the body does something with it.
    private func running(_ service: SupervisorService, _ body: () async throws -> Void) async throws {
        let run = Task { await service.run() }
        defer { run.cancel() }
        try await body()
        await service.close()
    }

    @Test func `a project is taken over, kept and let go`() async throws {
        let store = MemoryStore()
        let service = try await self.service(store)
        try await running(service) {
            let status = try await service.take(Keeping.handover())
            #expect(status.name == "shop")
            #expect(await store.projects().map(\.handover) == [Keeping.handover()])
            #expect(await service.status().projects.map(\.name) == ["shop"])
            try await service.release("shop")
            #expect(await store.projects().isEmpty)
            await #expect(throws: ControlError.unknownProject("shop")) { try await service.project("shop") }
        }
        #expect(await store.lines.map(\.event) == ["project.taken", "project.released"])
    }

    @Test func `what is handed over anew goes to the same keeper`() async throws {
        let script = CoreScript()
        let service = try await self.service(MemoryStore(), script)
        try await running(service) {
            _ = try await service.take(Keeping.handover())
            _ = try await service.take(Keeping.handover())
            #expect(script.heard.filter { $0 == "wanted" }.count == 1)
            #expect(await service.status().projects.count == 1)
        }
    }

    @Test func `an engine that is away is told, and keeps nobody waiting`() async throws {
        let script = CoreScript()
        let service = try await self.service(MemoryStore(), script)
        try await running(service) {
            _ = try await service.take(Keeping.handover())
            #expect(script.heard.contains("engineLost"))
            #expect(await service.status().engineIsReachable == false)
        }
    }

    @Test func `stored projects are taken up again with their beginning`() async throws {
        let store = MemoryStore(projects: [StoredProject(handover: Keeping.handover(), since: 77)])
        let service = try await self.service(store)
        try await running(service) {
            let since = try await service.project("shop").since
            #expect(since == 77)
        }
        #expect(await store.projects().count == 1)
    }

    @Test func `a stored project that cannot be read stays stored`() async throws {
        let broken = Keeping.handover(document: "{]")
        let store = MemoryStore(projects: [StoredProject(handover: broken, since: 77)])
        let service = try await self.service(store)
        try await running(service) {
            await #expect(throws: ControlError.unknownProject("shop")) { try await service.project("shop") }
        }
        #expect(await store.projects().count == 1)
        #expect(await store.lines.map(\.event) == ["project.unreadable"])
    }

    @Test func `what an earlier daemon was ended in is told`() async throws {
        let entry = JournalEntry(number: WorkNumber(value: 4), project: "shop", text: "replacing db", began: 1)
        let store = MemoryStore(
            projects: [StoredProject(handover: Keeping.handover(), since: 77)],
            journal: [entry]
        )
        let service = try await self.service(store)
        try await running(service) {}
        #expect(await store.lines.first?.text.contains("replacing db") == true)
    }

    @Test func `a lease is kept with the project`() async throws {
        let store = MemoryStore()
        let service = try await self.service(store)
        try await running(service) {
            _ = try await service.take(Keeping.handover())
            try await service.setLease("shop", Lease(ends: 4e9))
            #expect(try await service.project("shop").lease?.ends == 4e9)
            #expect(await store.projects().first?.handover.lease?.ends == 4e9)
        }
    }

    @Test func `the end of the daemon is told to every core, and lets projects stay`() async throws {
        let store = MemoryStore()
        let script = CoreScript()
        let service = try await self.service(store, script)
        try await running(service) { _ = try await service.take(Keeping.handover()) }
        #expect(script.heard.last == "closing")
        #expect(await store.projects().count == 1)
        await #expect(throws: ControlError.closing) { try await service.take(Keeping.handover()) }
    }

    @Test func `a service that the project does not have is no service`() async throws {
        let service = try await self.service(MemoryStore())
        try await running(service) {
            _ = try await service.take(Keeping.handover())
            await #expect(throws: ControlError.unknownService("web", project: "shop")) {
                try await service.explanation("shop", service: "web")
            }
        }
    }
}
