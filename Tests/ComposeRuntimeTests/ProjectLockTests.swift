import DockerEngine
import FoundationEssentials
import Glibc
import Synchronization
import Testing

@testable import ComposeRuntime

@Suite(.timeLimit(.minutes(1))) struct ProjectLockTests {
    private let runtime: RuntimeDirectory
    private let engine = EngineHost(socket: "/nonexistent/engine.sock")

    init() throws {
        runtime = try RuntimeDirectory()
    }

    private var environment: [String: String] { ["XDG_RUNTIME_DIR": runtime.path] }

    private func hold<Value>(
        _ project: String = "shop",
        command: String = "swiftcompose up",
        timeout: Duration? = nil,
        onWait: (ProjectLock.Holder?) -> Void = { _ in },
        _ body: () async throws -> Value
    ) async throws -> Value {
        try await ProjectLock.with(
            project: project,
            engine: engine,
            command: command,
            timeout: timeout,
            environment: environment,
            onWait: onWait,
            body
        )
    }

    private func path(_ project: String = "shop") throws -> String {
        "\(try LockDirectory.usable(environment))/\(LockName.of(project: project, engine: engine))"
    }

    // MARK: - Holding

    @Test func `one at a time holds the lock of a project`() async throws {
        let inside = Shared(0)
        let most = Shared(0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<4 {
                group.addTask {
                    try await hold {
                        let count = inside.withLock { inside -> Int in
                            inside += 1
                            return inside
                        }
                        most.withLock { $0 = max($0, count) }
                        try await Task.sleep(for: .milliseconds(30))
                        inside.withLock { $0 -= 1 }
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(most.withLock { $0 } == 1)
    }

    @Test func `projects and engines do not wait for each other`() async throws {
        let engines = [EngineHost(socket: "/nonexistent/other.sock"), try EngineHost("tcp://build:2375")]
        try await hold {
            try await hold("store", timeout: .zero) {}
            for other in engines {
                try await ProjectLock.with(
                    project: "shop",
                    engine: other,
                    command: "swiftcompose up",
                    timeout: .zero,
                    environment: environment
                ) {}
            }
        }
    }

    @Test func `who waits is told once who has the lock, and gets it afterwards`() async throws {
        let told = Shared<[ProjectLock.Holder?]>([])
        let waiter = try await hold { () -> Task<Void, any Error> in
            let waiter = Task {
                try await hold(command: "swiftcompose down", onWait: { holder in told.withLock { $0.append(holder) } })
                {}
            }
            while told.withLock({ $0.isEmpty }) { try await Task.sleep(for: .milliseconds(5)) }
            // Long enough for it to try again.
            try await Task.sleep(for: .milliseconds(200))
            return waiter
        }
        try await waiter.value
        let holders = told.withLock { $0 }
        #expect(holders.count == 1)
        #expect(holders.first??.process == Int(getpid()))
        #expect(holders.first??.command == "swiftcompose up")
        #expect(try LockFile(path()).holder() == nil)
    }

    @Test func `the wait ends after its time, and names the holder`() async throws {
        try await hold(command: "swiftcompose up") {
            let error = await #expect(throws: LockTimedOut.self) {
                try await hold(timeout: .milliseconds(200)) {}
            }
            #expect(error?.holder?.command == "swiftcompose up")
            #expect(
                error?.description
                    == "project 'shop' is still being changed by 'swiftcompose up' (process \(getpid()))"
            )
        }
    }

    @Test func `the wait ends when its task is cancelled`() async throws {
        try await hold {
            let waiter = Task { try await hold {} }
            try await Task.sleep(for: .milliseconds(50))
            waiter.cancel()
            await #expect(throws: CancellationError.self) { try await waiter.value }
        }
    }

    @Test func `the lock is given back when the work fails`() async throws {
        struct Failure: Error {}
        await #expect(throws: Failure.self) { try await hold { () -> Void in throw Failure() } }
        try await hold(timeout: .zero) {}
    }

    // MARK: - Other processes

    @Test func `a holder that died has left its name and no lock`() async throws {
        do {
            let file = try LockFile(path())
            #expect(try file.tryLock())
            file.sign(ProjectLock.Holder(process: 4_000_000, command: "swiftcompose up", since: 0))
        }
        #expect(try LockFile(path()).holder()?.process == 4_000_000)
        var waits = 0
        try await hold(timeout: .zero, onWait: { _ in waits += 1 }) {}
        #expect(waits == 0)
    }

    @Test func `a program that is started does not hold the lock`() async throws {
        let search = "! ls -l /proc/$$/fd | grep -q '[.]lock'"
        let program = HostProgram(words: ["sh", "-c", search], environment: ["PATH": "/usr/bin:/bin"])
        try await hold {
            let process = try program.start()
            var status: Int32 = -1
            #expect(waitpid(process, &status, 0) == process)
            #expect(status == 0)
        }
    }

    @Test func `a file that was tidied away is noticed`() throws {
        let path = try path()
        let file = try LockFile(path)
        #expect(file.isStillNamed)
        unlink(path)
        #expect(!file.isStillNamed)
        let next = try LockFile(path)
        #expect(next.isStillNamed && !file.isStillNamed)
    }

    // MARK: - Places and names

    @Test func `locks lie in a directory of the user's own`() throws {
        let user = geteuid()
        #expect(LockDirectory.candidates(environment, user: user).first == "\(runtime.path)/swiftcompose")
        #expect(LockDirectory.candidates(environment, user: user + 1) == ["/tmp/swiftcompose-\(user + 1)"])
        let root = ["/run/swiftcompose", "/tmp/swiftcompose-0"]
        #expect(LockDirectory.candidates([:], user: 0) == root)
        #expect(LockDirectory.candidates(["XDG_RUNTIME_DIR": "/run/user/0"], user: 0) == root)
    }

    @Test func `a directory that others can write to is not used`() throws {
        let directory = "\(runtime.path)/swiftcompose"
        #expect(try LockDirectory.usable(environment) == directory)
        chmod(directory, 0o777)
        #expect(try LockDirectory.usable(environment) != directory)
    }

    @Test func `odd names of projects stay file names, and apart`() {
        let names = ["a/b", "a_b", "../a", "a"].map { LockName.of(project: $0, engine: engine) }
        #expect(Set(names).count == 4)
        #expect(names.allSatisfy { !$0.contains("/") && !$0.hasPrefix(".") && $0.hasSuffix(".lock") })
        #expect(names[1].hasPrefix("a_b-"))
    }
}

/// A directory as a login session has it, gone with the test.
private final class RuntimeDirectory: Sendable {
    let path: String

    struct CannotBeMade: Error {}

    init() throws {
        var template = Array("/tmp/swiftcompose-lock-XXXXXX".utf8CString)
        let made = template.withUnsafeMutableBufferPointer { buffer -> String? in
            guard let start = buffer.baseAddress, mkdtemp(start) != nil else { return nil }
            return String(cString: start)
        }
        guard let made else { throw CannotBeMade() }
        path = made
    }

    deinit {
        // What is left behind only takes room in the temporary directory.
        try? FileManager.default.removeItem(atPath: path)
    }
}

/// A value that several tasks change.
private final class Shared<Value: Sendable>: Sendable {
    private let value: Mutex<Value>

    init(_ value: Value) {
        self.value = Mutex(value)
    }

    func withLock<Result: Sendable>(_ body: @Sendable (inout Value) -> Result) -> Result {
        value.withLock { body(&$0) }
    }
}
