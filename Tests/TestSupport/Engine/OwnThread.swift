internal import Glibc

/// Threads for calls that block, which the threads of Swift's tasks must not make.
enum OwnThread {
    private final class Work: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }

    /// Runs the work on a thread of its own, which ends with it.
    static func start(_ run: @escaping @Sendable () -> Void) throws {
        let context = Unmanaged.passRetained(Work(run))
        var thread = pthread_t()
        let code = pthread_create(&thread, nil, { context in OwnThread.enter(context) }, context.toOpaque())
        guard code == 0 else {
            context.release()
            throw SystemFailure("pthread_create", code: code)
        }
        pthread_detach(thread)
    }

    private static func enter(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let context else { preconditionFailure("the thread is started with its work") }
        Unmanaged<Work>.fromOpaque(context).takeRetainedValue().run()
        return nil
    }

    /// Blocks the thread that calls it.
    static func pause(_ duration: Duration) {
        let nanoseconds = duration.inNanoseconds
        guard nanoseconds > 0 else { return }
        var wanted = timespec(tv_sec: nanoseconds / 1_000_000_000, tv_nsec: nanoseconds % 1_000_000_000)
        var left = timespec()
        while nanosleep(&wanted, &left) != 0, errno == EINTR { wanted = left }
    }
}
