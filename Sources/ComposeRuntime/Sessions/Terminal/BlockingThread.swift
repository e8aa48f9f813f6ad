internal import Glibc

/// A thread for calls that block, which the threads of Swift's tasks must never do.
enum BlockingThread {
    private final class Work: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) {
            self.run = run
        }
    }

    /// Runs the work on a thread of its own, which ends with it and never handles a signal.
    ///
    /// - Throws: ``SystemCallError`` when the process may have no more threads.
    static func start(_ run: @escaping @Sendable () -> Void) throws {
        let context = Unmanaged.passRetained(Work(run))
        var thread = pthread_t()
        let code = pthread_create(&thread, nil, { context in BlockingThread.enter(context) }, context.toOpaque())
        guard code == 0 else {
            context.release()
            throw SystemCallError("pthread_create", code: code)
        }
        pthread_detach(thread)
    }

    private static func enter(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let context else { preconditionFailure("the thread is started with its work") }
        let work = Unmanaged<Work>.fromOpaque(context).takeRetainedValue()
        var all = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_BLOCK, &all, nil)
        work.run()
        return nil
    }
}
