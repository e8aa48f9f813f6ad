import ControlProtocol
import FoundationEssentials
import HTTPTypes
import Testing

@testable import Supervisor

@Suite struct StreamTests {
    private let caller = ControlCaller()

    @Test func `the past is told as events with their numbers`() async throws {
        let answer = try await caller.call(.get, "/v1/events?follow=false&after=1")
        #expect(answer.headers[.contentType] == "text/event-stream")
        let events = answer.text.split(separator: "\n\n").map { $0.split(separator: "\n") }
        #expect(events.map { $0.first } == ["id: 2", "id: 3"])
        #expect(events.allSatisfy { $0.count == 3 && $0[1] == "event: container.died" })
        let data = Data(try #require(events.last?.last).dropFirst("data: ".count).utf8)
        #expect(try JSONDecoder().decode(TimelineEntry.self, from: data) == .sample(3))
    }

    @Test func `a reader that comes again is told what it has missed`() async throws {
        let name = try #require(HTTPField.Name("Last-Event-ID"))
        let answer = try await caller.call(.get, "/v1/events?follow=false", headers: [name: "2"])
        #expect(answer.text.hasPrefix("id: 3\n"))
        let broken = try await caller.call(.get, "/v1/events?follow=false", headers: [name: "two"])
        #expect(broken.status == 400)
    }

    @Test func `lines of JSON are told where they are asked for`() async throws {
        let answer = try await caller.call(
            .get,
            "/v1/events?follow=false&after=0",
            headers: [.accept: "application/x-ndjson"]
        )
        #expect(answer.headers[.contentType] == "application/x-ndjson")
        let numbers = try answer.text.split(separator: "\n").map { line in
            try JSONDecoder().decode(TimelineEntry.self, from: Data(line.utf8)).number
        }
        #expect(numbers == [1, 2, 3])
    }

    /// Returns once the call listens.
    private func hears(_ caller: ControlCaller) async throws {
        while caller.hub.listenerCount == 0 { try await Task.sleep(for: .milliseconds(5)) }
    }

    @Test func `what happens is told until the daemon ends, each line once`() async throws {
        let caller = caller
        async let following = caller.call(
            .get,
            "/v1/events?after=2&project=shop",
            headers: [.accept: "application/x-ndjson"]
        )
        try await hears(caller)
        let telling = Task {
            for number in 3...1_000 where !Task.isCancelled {
                caller.hub.publish(.sample(number))
                caller.hub.publish(.sample(number, project: "blog"))
                try await Task.sleep(for: .milliseconds(2))
            }
        }
        try await Task.sleep(for: .milliseconds(1_500))
        telling.cancel()
        caller.hub.finish()
        let lines = try await following.text.split(separator: "\n").map { line in
            try JSONDecoder().decode(TimelineEntry.self, from: Data(line.utf8))
        }
        let numbers = lines.map(\.number)
        #expect(numbers.first == 3)
        #expect(numbers.count > 2)
        #expect(Set(numbers).count == numbers.count)
        #expect(lines.allSatisfy { $0.project == "shop" })
    }

    @Test func `a silent stream says that it is there`() async throws {
        let caller = caller
        async let following = caller.call(.get, "/v1/events")
        try await hears(caller)
        try await Task.sleep(for: .milliseconds(1_500))
        caller.hub.finish()
        let pulses = try await following.text.split(separator: "\n\n").filter { $0 == ":" }
        #expect(pulses.count > 2)
    }

    @Test func `output is told line by line`() async throws {
        let answer = try await caller.call(
            .get,
            "/v1/projects/shop/logs?tail=2&follow=false",
            headers: [.accept: "application/x-ndjson"]
        )
        let lines = answer.text.split(separator: "\n").filter { $0.contains("text") }
        #expect(lines.count == 2)
        #expect(lines.first?.contains("\"text\":\"line 0\"") == true)
        #expect(lines.first?.contains("\"stream\":\"stdout\"") == true)
        #expect(try await caller.call(.get, "/v1/projects/nope/logs").status == 404)
    }

    @Test func `a receiver that falls behind is let go`() async throws {
        var received = 0
        try await PulsedStream<Int>.run(
            heartbeat: .seconds(60),
            patience: 10,
            source: { give in
                for number in 1...100 {
                    guard give(number) else { return }
                }
            },
            receive: { _ in
                received += 1
                // Whatever is given meanwhile finds the buffer full.
                try await Task.sleep(for: .milliseconds(20))
            }
        )
        #expect(received >= 10)
        #expect(received < 100)
    }
}
