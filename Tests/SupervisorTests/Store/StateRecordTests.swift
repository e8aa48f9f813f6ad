import ControlProtocol
import Testing

@testable import Supervisor

@Suite struct StateRecordTests {
    @Test func `an incident is added to and closed under its number`() async throws {
        try await TemporaryState.with { state in
            let store = try StateStore(directory: state.path)
            await store.open(.sample(1))
            await store.note(1, action: "started again", evidence: ["exit code 1"])
            await store.note(1, action: "", evidence: ["no log"])
            await store.close(1, at: 1_700_000_002)
            let incidents = try await store.incidents(project: nil, since: nil, onlyOpen: false, limit: 9)
            let incident = try #require(incidents.first)
            #expect(incident.actions == ["started again"])
            #expect(incident.evidence == ["exit code 1", "no log"])
            #expect(incident.outage == 2)
            await store.shut()
        }
    }

    @Test func `incidents are found by project, time and whether they last`() async throws {
        try await TemporaryState.with { state in
            let store = try StateStore(directory: state.path)
            await store.open(.sample(1, opened: 100))
            await store.open(.sample(2, project: "blog", opened: 200))
            await store.open(.sample(3, opened: 300))
            await store.close(3, at: 301)
            let all = try await store.incidents(project: nil, since: nil, onlyOpen: false, limit: 9)
            #expect(all.map(\.id) == [3, 2, 1])
            #expect(try await store.incidents(project: nil, since: nil, onlyOpen: false, limit: 2).map(\.id) == [3, 2])
            #expect(
                try await store.incidents(project: "shop", since: nil, onlyOpen: false, limit: 9).map(\.id) == [3, 1]
            )
            #expect(try await store.incidents(project: nil, since: 200, onlyOpen: false, limit: 9).map(\.id) == [3, 2])
            #expect(try await store.incidents(project: nil, since: nil, onlyOpen: true, limit: 9).map(\.id) == [2, 1])
            await store.shut()
        }
    }

    @Test func `the timeline is told from its end, and after a line from its beginning`() async throws {
        try await TemporaryState.with { state in
            let store = try StateStore(directory: state.path)
            for number in 1...6 {
                await store.append(
                    .sample(number, project: number == 4 ? "blog" : "shop", time: Double(number))
                )
            }
            #expect(try await store.timeline(project: "shop", since: nil, limit: 2).map(\.number) == [5, 6])
            #expect(try await store.timeline(project: nil, since: 5, limit: 9).map(\.number) == [5, 6])
            #expect(try await store.timeline(after: 2, project: nil, limit: 2).map(\.number) == [3, 4])
            #expect(try await store.timeline(after: 2, project: "shop", limit: 9).map(\.number) == [3, 5, 6])
            let line = try #require(try await store.timeline(project: nil, since: nil, limit: 1).first)
            #expect(line == .sample(6, time: 6))
            await store.shut()
        }
    }

    @Test func `the oldest lines and closed incidents are forgotten, open ones never`() async throws {
        try await TemporaryState.with { state in
            do {
                let store = try StateStore(directory: state.path)
                await withDiscardingTaskGroup { group in
                    // At once, so that they are written together.
                    for number in 1...10_050 { group.addTask { await store.append(.sample(number)) } }
                    for id in 1...1_010 {
                        group.addTask {
                            var incident = Incident.sample(id)
                            if id != 1 { incident.closed = 1_700_000_001 }
                            await store.open(incident)
                        }
                    }
                }
                await store.shut()
            }
            let store = try StateStore(directory: state.path)
            let lines = try await store.timeline(after: 0, project: nil, limit: 20_000)
            #expect(lines.count == 10_000)
            #expect(lines.first?.number == 51)
            let incidents = try await store.incidents(project: nil, since: nil, onlyOpen: false, limit: 20_000)
            #expect(incidents.count == 1_001)
            #expect(incidents.last?.id == 1)
            await store.shut()
        }
    }
}
