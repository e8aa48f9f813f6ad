package import DockerEngine
internal import FoundationEssentials
internal import Glibc

/// One project of one engine, changed by one process at a time.
///
/// For changes only: whoever just looks takes no lock. It is a `flock`, which the kernel gives back when its holder dies,
/// so no lock is ever stale. It is not re-entrant: within the body, the same project must not be locked again. Users do
/// not see each other's locks, and neither do machines that share an engine.
package enum ProjectLock {
    /// How long a waiting process lets pass before it tries again.
    ///
    /// A blocking `flock` could only be given up by a signal to its very thread, which may come a moment before the call
    /// and be lost. A lock is waited for as long as containers take to start; against that, this is nothing.
    private static let interval = Duration.milliseconds(75)

    /// Runs the body while this process holds the project's lock.
    ///
    /// Throws ``LockTimedOut``, ``LockUnavailable``, `CancellationError` when the task is cancelled while it waits, and
    /// what the body throws.
    ///
    /// - `command`: what others are told of the holder, such as `swiftcompose up`; nothing secret.
    /// - `timeout`: how long to wait for another holder; nil waits for ever.
    /// - `environment`: the process's, which says where runtime files belong.
    /// - `onWait`: called when the lock is held by another, once for each holder that is waited for; nil is one that does
    ///   not say who it is.
    package static func with<Value>(
        project: String,
        engine: EngineHost,
        command: String,
        timeout: Duration? = nil,
        environment: [String: String],
        onWait: (Holder?) -> Void = { _ in },
        _ body: () async throws -> Value
    ) async throws -> Value {
        let directory = try LockDirectory.usable(environment)
        let path = "\(directory)/\(LockName.of(project: project, engine: engine))"
        let file = try await acquire(path, project, timeout, onWait)
        file.sign(Holder(process: Int(getpid()), command: command, since: Int(Date.now.timeIntervalSince1970)))
        defer { file.unlock() }
        return try await body()
    }

    private static func acquire(
        _ path: String,
        _ project: String,
        _ timeout: Duration?,
        _ onWait: (Holder?) -> Void
    ) async throws -> LockFile {
        let end = timeout.map { ContinuousClock.now + $0 }
        var file = try LockFile(path)
        var told: Holder?
        var tries = 0
        while true {
            try Task.checkCancellation()
            if try file.tryLock() {
                if file.isStillNamed { return file }
                // Somebody has tidied the file away, and others lock the one that took its place.
                file = try LockFile(path)
                continue
            }
            tries += 1
            let holder = file.holder()
            // A holder that has only just come may not have signed yet.
            let isNews = holder == nil ? told == nil && tries == 2 : holder != told
            if isNews {
                told = holder
                onWait(holder)
            }
            var pause = interval
            if let end {
                let rest = end - ContinuousClock.now
                guard rest > .zero else { throw LockTimedOut(project: project, holder: holder ?? told) }
                pause = min(pause, rest)
            }
            try await Task.sleep(for: pause)
        }
    }
}

/// Thrown when another process changes the project for longer than the caller would wait.
package struct LockTimedOut: Error, Sendable, Equatable {
    package let project: String
    /// nil when it did not say who it is.
    package let holder: ProjectLock.Holder?
}

extension LockTimedOut: CustomStringConvertible {
    package var description: String {
        "project '\(project)' is still being changed by \(holder.map { "\($0)" } ?? "another process")"
    }
}

/// Thrown when there is no place for lock files, or they cannot be used.
package struct LockUnavailable: Error, Sendable, Equatable {
    /// What cannot be used.
    package let path: String
    package let reason: String

    init(_ path: String, _ reason: String) {
        self.path = path
        self.reason = reason
    }

    init(_ path: String, code: Int32) {
        self.init(path, String(cString: strerror(code)))
    }
}

extension LockUnavailable: CustomStringConvertible {
    package var description: String { "cannot lock the project with '\(path)': \(reason)" }
}
