import DependencyGraph
import Synchronization
import Testing

/// What visits report while a walk runs, in the order it happened.
private final class Record: Sendable {
    private let entries = Mutex<[String]>([])
    private let counts = Mutex((now: 0, peak: 0))

    func add(_ entry: String) { entries.withLock { $0.append(entry) } }
    var all: [String] { entries.withLock { $0 } }

    func enter() {
        counts.withLock { counts in
            counts.now += 1
            counts.peak = max(counts.peak, counts.now)
        }
    }
    func leave() { counts.withLock { $0.now -= 1 } }
    var peak: Int { counts.withLock { $0.peak } }
}

@Suite(.timeLimit(.minutes(1))) struct WalkTests {
    private typealias Skip = WalkSummary<String>.Skip

    @Test func `a node is visited once and after everything it depends on`() async {
        let record = Record()
        let summary = await DependencyGraphTests.shop.walk(limit: 4) { node in
            record.add(node)
            return .succeeded
        }
        let order = record.all
        #expect(order.sorted() == ["api", "cache", "db", "web", "worker"])
        #expect(order.last == "web" || order.last == "worker")
        #expect(order.firstIndex(of: "api") ?? -1 > order.firstIndex(of: "cache") ?? .max)
        #expect(order.firstIndex(of: "worker") ?? -1 > order.firstIndex(of: "db") ?? .max)
        #expect(summary.isSuccess)
        #expect(Set(summary.succeeded) == Set(order))
    }

    @Test func `an empty graph is a success`() async {
        let summary = await DependencyGraph<String>().walk(limit: 1) { _ in .failed }
        #expect(summary == WalkSummary<String>())
        #expect(summary.isSuccess)
    }

    @Test func `a failure skips what depends on it and nothing else`() async {
        let summary = await DependencyGraphTests.shop.walk(limit: 1) { node in
            node == "cache" ? .failed : .succeeded
        }
        #expect(summary.failed == ["cache"])
        #expect(Set(summary.succeeded) == ["db", "worker"])
        #expect(
            summary.skipped == [
                Skip("web", because: ["cache"]),
                Skip("api", because: ["cache"]),
            ]
        )
        #expect(summary.notReached == [])
        #expect(!summary.isSuccess)
    }

    @Test func `a skipped node names every failure above it`() async {
        var graph = DependencyGraph<String>()
        graph.add("a")
        graph.add("b")
        graph.add("ab", dependingOn: ["b", "a"])
        graph.add("end", dependingOn: ["ab", "b"])
        let summary = await graph.walk(limit: 2) { _ in .failed }
        #expect(Set(summary.failed) == ["a", "b"])
        #expect(summary.skipped == [Skip("ab", because: ["a", "b"]), Skip("end", because: ["a", "b"])])
    }

    @Test func `no more than the limit are under way at once`() async {
        var graph = DependencyGraph<Int>()
        for node in 0..<20 { graph.add(node) }
        let record = Record()
        let summary = await graph.walk(limit: 3) { _ in
            record.enter()
            await pause(milliseconds: 5)
            record.leave()
            return .succeeded
        }
        #expect(record.peak == 3)
        #expect(summary.succeeded.count == 20)
    }

    @Test func `the longest path starts first`() async {
        var graph = DependencyGraph<String>()
        graph.add("alone")
        graph.add("short")
        graph.add("after short", dependingOn: ["short"])
        graph.add("long")
        graph.add("after long", dependingOn: ["long"])
        graph.add("last", dependingOn: ["after long"])
        let summary = await graph.walk(limit: 1) { _ in .succeeded }
        #expect(summary.succeeded == ["long", "short", "after long", "alone", "after short", "last"])
    }

    @Test func `a gate that waits takes no slot`() async {
        var graph = DependencyGraph<String>()
        graph.add("gate 1")
        graph.add("gate 2")
        graph.add("work")
        let opened = AsyncStream<Void>.makeStream()
        let gates = Gates(opened.stream)
        let summary = await graph.walk(limit: 1, isLimited: { $0 == "work" }) { node in
            if node == "work" {
                opened.continuation.finish()
            } else {
                await gates.wait()
            }
            return .succeeded
        }
        #expect(Set(summary.succeeded) == ["gate 1", "gate 2", "work"])
    }

    @Test func `cancelling starts nothing more and waits for what is under way`() async {
        var graph = DependencyGraph<String>()
        graph.add("first")
        graph.add("independent")
        graph.add("dependent", dependingOn: ["first"])
        let record = Record()
        let started = AsyncStream<Void>.makeStream()
        let walk = Task { [graph] in
            await graph.walk(limit: 1) { node in
                record.add("\(node) starts")
                started.continuation.finish()
                await untilCancelled()
                record.add("\(node) sees cancellation: \(Task.isCancelled)")
                return .failed
            }
        }
        for await _ in started.stream {}
        walk.cancel()
        let summary = await walk.value
        #expect(record.all == ["first starts", "first sees cancellation: true"])
        #expect(summary.failed == ["first"])
        #expect(summary.skipped == [])
        #expect(summary.notReached == ["independent", "dependent"])
        #expect(!summary.isSuccess)
    }

    @Test func `what failed before cancellation still explains what it skipped`() async {
        var graph = DependencyGraph<String>()
        graph.add("broken")
        graph.add("slow")
        graph.add("below broken", dependingOn: ["broken"])
        graph.add("below slow", dependingOn: ["slow"])
        let started = AsyncStream<Void>.makeStream()
        let walk = Task { [graph] in
            // One slot: the second visit starts only after the first has ended and been counted.
            await graph.walk(limit: 1) { node in
                guard node == "slow" else { return .failed }
                started.continuation.finish()
                await untilCancelled()
                return .succeeded
            }
        }
        for await _ in started.stream {}
        walk.cancel()
        let summary = await walk.value
        #expect(summary.failed == ["broken"])
        #expect(summary.succeeded == ["slow"])
        #expect(summary.skipped == [Skip("below broken", because: ["broken"])])
        #expect(summary.notReached == ["below slow"])
    }

    @Test func `a walk that is cancelled before it starts visits nothing`() async {
        let record = Record()
        let walk = Task {
            await untilCancelled()
            return await DependencyGraphTests.shop.walk(limit: 2) { node in
                record.add(node)
                return .succeeded
            }
        }
        walk.cancel()
        let summary = await walk.value
        #expect(record.all == [])
        #expect(summary.notReached == DependencyGraphTests.shop.nodes)
    }

    @Test func `a wide graph is walked quickly`() async {
        var graph = DependencyGraph<Int>()
        for node in 1...5_000 { graph.add(node, dependingOn: [0]) }
        graph.add(5_001, dependingOn: 1...5_000)
        let summary = await graph.walk(limit: 16) { _ in .succeeded }
        #expect(summary.succeeded.first == 0)
        #expect(summary.succeeded.last == 5_001)
        #expect(summary.succeeded.count == 5_002)
    }
}

/// Waits for the end of a stream from any number of tasks.
private actor Gates {
    private let opening: Task<Void, Never>

    init(_ stream: AsyncStream<Void>) {
        opening = Task { for await _ in stream {} }
    }

    func wait() async { await opening.value }
}

/// Sleeps for a while, less when cancelled.
private func pause(milliseconds: Int) async {
    // A cancelled pause is a short one.
    try? await Task.sleep(for: .milliseconds(milliseconds))
}

private func untilCancelled() async {
    while !Task.isCancelled { await pause(milliseconds: 1) }
}
