import ControlProtocol
import Testing

@testable import Supervisor

/// What is written down of what happens.
@Suite(.timeLimit(.minutes(1))) struct ChronicleTests {
    private func incident(_ id: Int) -> Incident {
        Incident(id: id, project: "shop", service: "db", kind: .crash, summary: "db-1 ended with code 1", opened: 5)
    }

    @Test func `lines are numbered without gaps, and everything is kept in order`() async {
        let store = MemoryStore()
        let chronicle = Chronicle(store: store, hub: EventHub(), log: { _ in })
        chronicle.open(incident(3))
        chronicle.tell("container.died", project: "shop", text: "db-1 died", at: 6)
        chronicle.note(3, action: "started again", evidence: [])
        chronicle.close(3, at: 7)
        chronicle.finish()
        await chronicle.write(from: 41)
        #expect(await store.lines.map(\.number) == [41, 42])
        #expect(await store.lines.map(\.event) == ["incident.opened", "container.died"])
        #expect(await store.told == ["open 3", "note 3", "close 3"])
        #expect(await store.incidents[3]?.closed == 7)
    }

    @Test func `listeners hear of lines with their numbers`() async {
        let hub = EventHub()
        let chronicle = Chronicle(store: MemoryStore(), hub: hub, log: { _ in })
        let heard = hub.subscribe(project: "shop")
        chronicle.tell("one", project: "other", text: "", at: 1)
        chronicle.tell("two", project: "shop", text: "", at: 2)
        chronicle.finish()
        await chronicle.write(from: 1)
        hub.finish()
        var lines: [TimelineEntry] = []
        for await line in heard { lines.append(line) }
        #expect(lines.map(\.number) == [2])
        #expect(lines.map(\.event) == ["two"])
    }

    @Test func `a store that fails loses one thing and is told the next`() async {
        let store = MemoryStore()
        await store.breakDown()
        let chronicle = Chronicle(store: store, hub: EventHub(), log: { _ in })
        chronicle.open(incident(1))
        chronicle.close(1, at: 2)
        chronicle.finish()
        await chronicle.write(from: 1)
        #expect(await store.told == ["close 1"])
        #expect(await store.lines.count == 1)
    }

    @Test func `a listener that does not keep up is dropped, and the others are not`() async {
        let hub = EventHub(patience: 2)
        let slow = hub.subscribe()
        let line = TimelineEntry(number: 1, time: 1, project: "shop", service: nil, event: "one", text: "")
        for _ in 0..<5 { hub.publish(line) }
        var count = 0
        for await _ in slow { count += 1 }
        #expect(count == 2)
        let next = hub.subscribe()
        hub.publish(line)
        hub.finish()
        var later = 0
        for await _ in next { later += 1 }
        #expect(later == 1)
    }
}
