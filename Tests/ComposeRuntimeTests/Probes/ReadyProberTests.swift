import ComposePlan
import DockerEngine
import Glibc
import Synchronization
import Testing

@testable import ComposeRuntime

/// Probing a container until it is ready, and from then on; the engine is a table of answers.
@Suite(.timeLimit(.minutes(1)))
struct ReadyProberTests {
    /// An engine whose container `a1` has a port published on this machine, and is in no network within reach.
    private func engine(publishing port: Int) throws -> AskedEngine {
        try AskedEngine([
            "/containers/a1/json": """
            {"Id": "a1", "Name": "/shop-web-1", "State": {"Running": true}, "HostConfig": {"NetworkMode": "shop_default"},
             "NetworkSettings": {"Ports": {"80/tcp": [{"HostIp": "127.0.0.1", "HostPort": "\(port)"}]},
             "Networks": {"shop_default": {"IPAddress": "198.51.100.99"}}}}
            """
        ])
    }

    private func prober(_ engine: AskedEngine, _ check: ReadyProbe.Check, interval: Duration) -> ReadyProber {
        let probe = ReadyProbe(check, interval: interval, timeout: .seconds(2))
        return ReadyProber(engine: engine.client, container: "a1", probe: probe)
    }

    private static func answer(_ status: Int) -> @Sendable (Int32) -> Void {
        { connection in
            var request = [UInt8](repeating: 0, count: 4096)
            guard read(connection, &request, 4096) > 0 else { return }
            let head = Array("HTTP/1.1 \(status) Whatever\r\nContent-Length: 0\r\nConnection: close\r\n\r\n".utf8)
            _ = write(connection, head, head.count)
        }
    }

    @Test func `a server that begins to answer as it should becomes ready`() async throws {
        let count = Counter()
        let server = try LocalListener { connection in
            let number = count.next()
            Self.answer(number < 3 ? 503 : 204)(connection)
        }
        // It listens for as long as it is held.
        defer { withExtendedLifetime(server) {} }
        let engine = try self.engine(publishing: server.port)
        var failures: [String] = []
        let check = ReadyProbe.Check.http(ReadyProbe.HTTPCheck(port: 80))
        let result = try await prober(engine, check, interval: .milliseconds(10)).untilReady { failure in
            failures.append(failure.evidence)
        }
        #expect(failures == ["status 503", "status 503"])
        #expect(result == .ready("status 204"))
        #expect(engine.asked.filter { $0.hasPrefix("/containers") }.count == 1, "the address is asked for once")
    }

    @Test func `only the statuses that are wanted are ready`() async throws {
        let server = try LocalListener(Self.answer(404))
        defer { withExtendedLifetime(server) {} }
        let address = ProbeAddress(host: "127.0.0.1", port: server.port, isForwarded: false)
        func probe(_ statuses: [ClosedRange<Int>]) async throws -> ProbeResult {
            let check = ReadyProbe.HTTPCheck(port: 80, path: "/x", statuses: statuses)
            return try await HTTPProbe(check, at: address, timeout: .seconds(2)).run()
        }
        #expect(try await probe([200...399]) == .failed("status 404"))
        #expect(try await probe([200...200, 404...404]) == .ready("status 404"))
    }

    @Test func `a change is told once each way, and one failure alone is none`() async throws {
        // In turn: ready, a single failure, ready, then failures, then ready again.
        let answers: [Int] = [200, 500, 200, 500, 500, 500, 200]
        let count = Counter()
        let server = try LocalListener { connection in
            let number = count.next()
            Self.answer(answers[min(number, answers.count) - 1])(connection)
        }
        // It listens for as long as it is held.
        defer { withExtendedLifetime(server) {} }
        let engine = try self.engine(publishing: server.port)
        let prober = self.prober(engine, .http(ReadyProbe.HTTPCheck(port: 80)), interval: .milliseconds(5))
        let (changes, told) = AsyncStream.makeStream(of: Bool.self)
        let following = Task { try await prober.follow { told.yield($0.isReady) } }
        var heard: [Bool] = []
        for await change in changes.prefix(3) { heard.append(change) }
        following.cancel()
        #expect(heard == [true, false, true])
        let end = await following.result
        #expect(throws: CancellationError.self) { try end.get() }
    }

    @Test func `an engine that is away is waited for`() async throws {
        let engine = EngineClient(host: EngineHost(socket: "/nonexistent/engine.sock"))
        let prober = ReadyProber(engine: engine, container: "a1", probe: ReadyProbe(.tcp(port: 1)))
        #expect(try await TimeLimit.within(.milliseconds(200)) { try await prober.untilReady() } == nil)
    }

    @Test func `pauses grow unless an interval is set`() {
        var pace = ProbePace(ReadyProbe(.tcp(port: 1)))
        let pauses = (0..<5).map { _ in pace.afterFailure() }
        #expect(pauses == [100, 200, 400, 800, 1000].map { Duration.milliseconds($0) })
        var fixed = ProbePace(ReadyProbe(.tcp(port: 1), interval: .seconds(3)))
        #expect(fixed.afterFailure() == .seconds(3))
        #expect(fixed.betweenSuccesses == .seconds(3))
        #expect(pace.betweenSuccesses == .seconds(10))
    }

    @Test func `lines of the run before do not count`() {
        var state = ContainerState()
        state.finishedAt = "0001-01-01T00:00:00Z"
        #expect(LogProbe.beginning(of: state) == nil)
        state.finishedAt = "2025-03-01T12:00:00.5Z"
        #expect(LogProbe.beginning(of: state) == "1740830400.500000001")
    }
}

private final class Counter: Sendable {
    private let value = Atomic<Int>(0)

    /// 1 the first time.
    func next() -> Int { value.add(1, ordering: .relaxed).newValue }
}
