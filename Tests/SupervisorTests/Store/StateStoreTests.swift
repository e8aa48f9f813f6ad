import ControlProtocol
import Testing

@testable import Supervisor

@Suite struct StateStoreTests {
    @Test func `what was told is there when the directory is opened again`() async throws {
        try await TemporaryState.with { state in
            let handover = Handover.sample()
            var memory = ServiceMemory(service: "db")
            memory.restarts = 3
            memory.lastOutput = ["bye"]
            do {
                let store = try StateStore(directory: state.path)
                await store.save(handover, since: 12.5)
                await store.keep(memory, of: "shop")
                await store.open(.sample(7))
                await store.append(.sample(41))
                await store.shut()
            }
            let store = try StateStore(directory: state.path)
            #expect(try await store.projects() == [StoredProject(handover: handover, since: 12.5)])
            #expect(try await store.memories(of: "shop") == [memory])
            #expect(try await store.nextIncident == 8)
            #expect(try await store.nextTimelineNumber == 42)
            await store.shut()
        }
    }

    @Test func `a project that is handed over again replaces itself`() async throws {
        try await TemporaryState.with { state in
            let store = try StateStore(directory: state.path)
            await store.save(.sample(), since: 1)
            var changed = Handover.sample()
            changed.document = "{}"
            await store.save(changed, since: 1)
            #expect(try await store.projects().map(\.handover) == [changed])
            await store.shut()
        }
    }

    @Test func `a removed project takes its memories along and leaves its incidents`() async throws {
        try await TemporaryState.with { state in
            let store = try StateStore(directory: state.path)
            await store.save(.sample(), since: 1)
            await store.keep(ServiceMemory(service: "db"), of: "shop")
            await store.keep(ServiceMemory(service: "db"), of: "other")
            await store.open(.sample(1))
            await store.remove(project: "shop")
            #expect(try await store.projects().isEmpty)
            #expect(try await store.memories(of: "shop").isEmpty)
            #expect(try await store.memories(of: "other").count == 1)
            #expect(try await store.incidents(project: "shop", since: nil, onlyOpen: false, limit: 9).count == 1)
            await store.shut()
        }
    }

    @Test func `what a killed daemon has left is whole`() async throws {
        try await TemporaryState.with { state in
            try await TemporaryState.with { copy in
                let store = try StateStore(directory: state.path)
                await store.save(.sample(), since: 1)
                await store.open(.sample(1))
                await store.begin(
                    JournalEntry(number: WorkNumber(value: 5), project: "shop", text: "start db", began: 2)
                )
                // Nobody has shut anything.
                try state.copyDatabase(to: copy)
                let revived = try StateStore(directory: copy.path)
                #expect(try await revived.projects().count == 1)
                #expect(try await revived.nextIncident == 2)
                #expect(try await revived.unfinished().map(\.text) == ["start db"])
                await revived.shut()
                await store.shut()
            }
        }
    }

    @Test func `work that was cut off is told of once`() async throws {
        try await TemporaryState.with { state in
            let store = try StateStore(directory: state.path)
            for number in 1...3 {
                let work = WorkNumber(value: number)
                await store.begin(JournalEntry(number: work, project: "shop", text: "work \(number)", began: 1))
            }
            await store.end(WorkNumber(value: 2), of: "shop", result: nil)
            await store.end(WorkNumber(value: 1), of: "other", result: nil)
            #expect(try await store.unfinished().map(\.number.value) == [1, 3])
            #expect(try await store.unfinished().isEmpty)
            await store.shut()
        }
    }

    @Test func `the second daemon on a directory is told about the first`() async throws {
        try await TemporaryState.with { state in
            let store = try StateStore(directory: state.path)
            let problem = #expect(throws: DaemonProblem.self) { try StateStore(directory: state.path) }
            #expect(problem?.message.contains("another daemon keeps its state in '\(state.path)' (process ") == true)
            #expect(problem?.hint?.contains("--state") == true)
            await store.shut()
        }
    }

    @Test func `files are readable by their owner only`() async throws {
        try await TemporaryState.with { state in
            let store = try StateStore(directory: state.path)
            await store.save(.sample(), since: 1)
            for name in ["state.sqlite", "state.sqlite-wal", "lock"] { #expect(state.mode(of: name) == 0o600) }
            await store.shut()
        }
    }

    @Test func `a file that is no database is not overwritten`() async throws {
        try await TemporaryState.with { state in
            try state.write("not a database, but something that somebody may miss\n", to: "state.sqlite")
            let problem = #expect(throws: DaemonProblem.self) { try StateStore(directory: state.path) }
            #expect(problem?.message.contains("is damaged") == true)
            #expect(state.text(of: "state.sqlite").hasPrefix("not a database"))
        }
    }
}
