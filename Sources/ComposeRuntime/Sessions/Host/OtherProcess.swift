internal import Glibc
internal import Synchronization

/// Another process of this machine, and the moment when it ends.
package struct OtherProcess: Sendable, Hashable {
    package let id: Int
    /// When it was started, in the kernel's ticks since the machine's start; nil is whichever process has the id.
    package let started: Int?

    package init(id: Int, started: Int? = nil) {
        self.id = id
        self.started = started
    }

    /// When the process was started that has the id now; nil when there is none, or one that has ended and is not yet
    /// taken notice of.
    package static func start(of id: Int) -> Int? {
        guard let text = status(of: id) else { return nil }
        // The second field is the program's name in parentheses, which may itself hold spaces and parentheses.
        guard let end = text.lastIndex(of: ")") else { return nil }
        let fields = text[text.index(after: end)...].split(separator: " ")
        guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
        return Int(fields[19])
    }

    /// The line in `/proc`; nil for a process that is gone.
    private static func status(of id: Int) -> String? {
        let descriptor = open("/proc/\(id)/stat", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let size = 1024
        var bytes = [UInt8](repeating: 0, count: size)
        let count = read(descriptor, &bytes, size)
        return count > 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
    }

    /// Whether it is still there.
    package var isRunning: Bool {
        guard let now = Self.start(of: id) else { return false }
        return started == nil || now == started
    }

    /// Returns once the process has ended, at once when it is not there, and early when the task is cancelled.
    ///
    /// The kernel tells where it can; on an older system a slow look at `/proc` does.
    package func waitForEnd() async {
        let known = OtherProcess(id: id, started: started ?? Self.start(of: id))
        guard let watch = ProcessWatch(of: id) else { return await known.lookUntilEnd() }
        // Only now is it certain that what is watched is the process that was meant.
        if known.isRunning { await watch.wait() }
        watch.close()
    }

    /// How often a process is looked for that the kernel cannot tell of.
    private static let interval = Duration.seconds(2)

    private func lookUntilEnd() async {
        while isRunning, !Task.isCancelled {
            // A cancelled sleep ends the loop by its condition.
            try? await Task.sleep(for: Self.interval)
        }
    }
}

/// A descriptor that becomes readable when its process ends, watched by a thread.
private final class ProcessWatch: Sendable {
    private typealias Open = @convention(c) (pid_t, UInt32) -> Int32

    private let descriptor: Int32
    private let pipe: WakePipe
    private let isClosed = Mutex(false)

    /// nil where the kernel or the C library cannot do it, and when there is no such process.
    init?(of process: Int) {
        // The C library has the call since its release 2.36; an older one must not keep the program from starting.
        guard let id = pid_t(exactly: process), let symbol = dlsym(nil, "pidfd_open") else { return nil }
        let descriptor = unsafeBitCast(symbol, to: Open.self)(id, 0)
        guard descriptor >= 0 else { return nil }
        // Without descriptors to spare the process is looked for now and then.
        guard let pipe = try? WakePipe() else {
            _ = Glibc.close(descriptor)
            return nil
        }
        self.descriptor = descriptor
        self.pipe = pipe
    }

    /// Returns when the process has ended or the task is cancelled.
    func wait() async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { (waiter: CheckedContinuation<Void, Never>) in
                do {
                    try BlockingThread.start { [self] in
                        block()
                        waiter.resume()
                    }
                } catch {
                    // Without a thread nothing can be waited for, and what goes on is as if the process had ended.
                    waiter.resume()
                }
            }
        } onCancel: {
            isClosed.withLock { isClosed in
                if !isClosed { pipe.wake() }
            }
        }
    }

    private func block() {
        while true {
            var requests = [
                pollfd(fd: pipe.reading, events: Int16(POLLIN), revents: 0),
                pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
            ]
            if poll(&requests, 2, -1) >= 0 || errno != EINTR { return }
        }
    }

    /// To be called once nobody waits any more.
    func close() {
        isClosed.withLock { isClosed in
            isClosed = true
            pipe.close()
            _ = Glibc.close(descriptor)
        }
    }
}
