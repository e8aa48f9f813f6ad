import ControlProtocol
import GRDB
import Testing

@testable import Supervisor

@Suite struct FullDiskTests {
    @Test func `a full disk is told once, and nothing that was told is lost`() async throws {
        try await TemporaryState.with { state in
            do {
                let store = try StateStore(directory: state.path, retryDelay: .milliseconds(20))
                await store.append(.sample(1))
                try await limitPages(of: store, to: 1)
                // More than the pages that there are can take.
                for number in 2...200 { await store.append(.large(number)) }
                await store.save(.sample(), since: 1)
                await store.open(.sample(1))
                await store.note(1, action: "started again", evidence: [])

                var notices = store.notices.makeAsyncIterator()
                let trouble = await notices.next()
                #expect(trouble == .cannotWrite("no space is left on the disk"))

                // Readers see it all the same.
                #expect(try await store.projects().count == 1)
                #expect(try await store.nextTimelineNumber == 201)
                #expect(try await store.timeline(project: nil, since: nil, limit: 3).map(\.number) == [198, 199, 200])
                let incidents = try await store.incidents(project: "shop", since: nil, onlyOpen: true, limit: 9)
                #expect(incidents.map(\.actions) == [["started again"]])

                try await limitPages(of: store, to: 1_000_000)
                let recovery = await notices.next()
                #expect(recovery == .writesAgain)
                await store.shut()
                let rest = await notices.next()
                #expect(rest == nil)
            }
            let store = try StateStore(directory: state.path)
            #expect(try await store.timeline(after: 0, project: nil, limit: 999).map(\.number) == Array(1...200))
            #expect(try await store.projects().count == 1)
            await store.shut()
        }
    }

    @Test func `what is not on the disk yet is laid over what is`() {
        var incident = Incident.sample(1)
        incident.actions = ["started again"]
        incident.closed = 5
        let changes: [StateChange] = [
            .open(.sample(1)), .note(incident: 1, action: "started again", evidence: []), .close(incident: 1, time: 5),
            .append(.sample(3)), .append(.sample(2)),
            .save(StoredProject(handover: .sample(), since: 1)), .remove(project: "blog"),
            .keep(ServiceMemory(service: "db"), project: "shop"), .keep(ServiceMemory(service: "db"), project: "blog"),
        ]
        #expect(changes.incidents(over: []) == [incident])
        #expect(changes.timeline(over: [.sample(2), .sample(1)]).map(\.number) == [1, 2, 3])
        let blog = StoredProject(handover: .sample("blog"), since: 1)
        #expect(changes.projects(over: [blog]).map(\.handover.name) == ["shop"])
        #expect(changes.memories(of: "shop", over: []).count == 1)
    }

    /// Stands for a disk of so many pages: SQLite reports the same when there are no more.
    private func limitPages(of store: StateStore, to count: Int) async throws {
        let pool = await store.pool
        try await pool.writeWithoutTransaction { db in try db.execute(sql: "PRAGMA max_page_count = \(count)") }
    }
}

extension TimelineEntry {
    fileprivate static func large(_ number: Int) -> TimelineEntry {
        var entry = TimelineEntry.sample(number)
        entry.text = String(repeating: "x", count: 4_000)
        return entry
    }
}
