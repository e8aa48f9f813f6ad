import Glibc
import Testing

@testable import ComposeRuntime

/// Whether somebody takes connections, tried on this machine.
@Suite(.timeLimit(.minutes(1)))
struct TCPProbeTests {
    private func probe(_ port: Int, isForwarded: Bool = false, host: String = "127.0.0.1") -> TCPProbe {
        TCPProbe(address: ProbeAddress(host: host, port: port, isForwarded: isForwarded))
    }

    @Test func `a port that somebody listens at is ready`() async throws {
        let listener = try LocalListener()
        #expect(try await probe(listener.port).run().isReady)
        #expect(try await probe(listener.port, host: "localhost").run().isReady)
    }

    @Test func `a port that nobody listens at is refused`() async throws {
        let port = try LocalListener().port
        #expect(try await probe(port).run() == .failed("connection refused"))
    }

    @Test func `a forwarder that hangs up at once has nobody behind it`() async throws {
        let listener = try LocalListener { _ in }
        #expect(try await !probe(listener.port, isForwarded: true).run().isReady)
        #expect(try await probe(listener.port).run().isReady, "without a forwarder the connection says it all")
    }

    @Test func `a forwarded server that greets or waits is ready`() async throws {
        let greeter = try LocalListener { connection in
            write(connection, "220 hello\r\n", 11)
            usleep(500_000)
        }
        #expect(try await probe(greeter.port, isForwarded: true).run().isReady)
        let silent = try LocalListener { _ in usleep(500_000) }
        #expect(try await probe(silent.port, isForwarded: true).run().isReady)
    }

    @Test func `a name that leads nowhere is a failure, not an error`() async throws {
        let result = try await probe(80, host: "nowhere.invalid").run()
        #expect(!result.isReady)
        #expect(result.evidence.hasPrefix("'nowhere.invalid': "))
    }

    @Test func `time is kept`() async throws {
        let result = try await TimeLimit.within(.milliseconds(50)) {
            try await Task.sleep(for: .seconds(60))
            return true
        }
        #expect(result == nil)
        #expect(try await TimeLimit.within(.seconds(60)) { 7 } == 7)
    }
}
