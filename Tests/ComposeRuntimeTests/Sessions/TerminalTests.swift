import Glibc
import Testing

@testable import ComposeRuntime

@Suite(.timeLimit(.minutes(1)))
struct StandardInputTests {
    @Test func `bytes are read as they come, and the end is nil`() async throws {
        let pipe = try WakePipe()
        let input = try StandardInput(descriptor: pipe.reading)
        pipe.wake(7)
        #expect(try await input.read() == [7])
        async let next = input.read()
        try await Task.sleep(for: .milliseconds(20))
        pipe.wake(8)
        #expect(try await next == [8])
        _ = close(pipe.writing)
        #expect(try await input.read() == nil)
        _ = close(pipe.reading)
    }

    @Test func `a reader that is cancelled is let go, and loses no byte for the next`() async throws {
        let pipe = try WakePipe()
        let input = try StandardInput(descriptor: pipe.reading)
        let reader = Task { try await input.read() }
        try await Task.sleep(for: .milliseconds(20))
        reader.cancel()
        await #expect(throws: CancellationError.self) { try await reader.value }
        pipe.wake(9)
        #expect(try await input.read() == [9])
        pipe.close()
    }
}

/// Serialized, since handlers belong to the whole process.
@Suite(.serialized, .timeLimit(.minutes(1)))
struct SignalsTests {
    private static func first(of signals: AsyncStream<Signal>) async -> Signal? {
        for await signal in signals { return signal }
        return nil
    }

    @Test func `every scope gets the signals that it asked for`() async throws {
        let received = try await Signals.withStream(of: [.user1]) { outer in
            try await Signals.withStream(of: [.user1, .user2]) { inner in
                kill(getpid(), SIGUSR1)
                return [await Self.first(of: inner), await Self.first(of: outer)]
            }
        }
        #expect(received == [.user1, .user1])
    }

    @Test func `a signal that was ignored before stays so`() async throws {
        let before = signal(SIGUSR2, SIG_IGN)
        defer { _ = signal(SIGUSR2, before) }
        try await Signals.withStream(of: [.user2, .user1]) { signals in
            kill(getpid(), SIGUSR2)
            kill(getpid(), SIGUSR1)
            #expect(await Self.first(of: signals) == .user1)
        }
    }

    @Test func `a signal has the engine's name`() {
        #expect(Signal.terminate.name == "SIGTERM")
        #expect(Signal(rawValue: 40).name == "40")
    }
}
