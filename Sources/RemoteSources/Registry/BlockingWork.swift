internal import ComposeLoader
internal import Glibc
internal import Synchronization

/// Asynchronous work for a caller that must wait without being asynchronous itself.
///
/// This is the one place where the two meet. Loading is synchronous, and runs on a thread of Swift's pool, which may
/// have no other: were the work to run on the pool too, the waiting thread could be the very one that the work needs.
/// So the work gets a thread of its own as its executor, every part of it runs there, and the caller blocks on a
/// semaphore that only that thread signals. It never waits for the pool.
enum BlockingWork {
    /// Runs the work to its end.
    ///
    /// Cancelling the calling task cancels the work, as does the end of the time limit.
    static func run<Value: Sendable>(
        within limit: Duration,
        _ work: @escaping @Sendable () async -> Result<Value, RemoteFailure>
    ) throws(RemoteFailure) -> Value {
        let thread = WorkThread()
        guard thread.start() else { throw RemoteFailure("cannot start a thread") }
        let outcome = Outcome<Value>()
        let task = Task(executorPreference: thread) {
            outcome.set(await work())
            thread.finish()
            outcome.ready.signal()
        }
        let end = ContinuousClock.now + limit
        var isLate = false
        // Cancellation does not wake who waits for a semaphore, so it is looked for now and then.
        while !outcome.ready.wait(milliseconds: 100) {
            isLate = ContinuousClock.now > end
            if Task.isCancelled || isLate { task.cancel() }
        }
        if Task.isCancelled { throw RemoteFailure("interrupted") }
        switch outcome.value {
        case .success(let value): return value
        case .failure(let failure):
            throw isLate ? RemoteFailure("no complete answer within \(limit.components.seconds) seconds") : failure
        case nil: preconditionFailure("the work says that it is ready before it has a result")
        }
    }

    private final class Outcome<Value: Sendable>: Sendable {
        let ready = Semaphore()
        private let state = Mutex<Result<Value, RemoteFailure>?>(nil)

        var value: Result<Value, RemoteFailure>? {
            state.withLock { state -> Result<Value, RemoteFailure>? in state }
        }

        func set(_ value: Result<Value, RemoteFailure>) {
            state.withLock { state in state = value }
        }
    }
}

/// A thread that runs the parts of one task, one after the other, until it is told that there are no more.
private final class WorkThread: TaskExecutor {
    private struct State {
        var jobs: [UnownedJob] = []
        var isFinished = false
    }

    private let state = Mutex(State())
    private let available = Semaphore()

    /// False when the system has no thread to give.
    func start() -> Bool {
        let context = Unmanaged.passRetained(self)
        var thread = pthread_t()
        let code = pthread_create(&thread, nil, { context in WorkThread.enter(context) }, context.toOpaque())
        guard code == 0 else {
            context.release()
            return false
        }
        pthread_detach(thread)
        return true
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        state.withLock { state in state.jobs.append(job) }
        available.signal()
    }

    /// Lets the thread end after the part that it is in, which must be the last.
    func finish() {
        state.withLock { state in state.isFinished = true }
    }

    private static func enter(_ context: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
        guard let context else { preconditionFailure("the thread is started with its context") }
        Unmanaged<WorkThread>.fromOpaque(context).takeRetainedValue().runJobs()
        return nil
    }

    private func runJobs() {
        var all = sigset_t()
        sigfillset(&all)
        // Signals are for the threads that know about them.
        pthread_sigmask(SIG_BLOCK, &all, nil)
        while !isFinished {
            available.wait()
            let job = state.withLock { state -> UnownedJob? in state.jobs.isEmpty ? nil : state.jobs.removeFirst() }
            job?.runSynchronously(on: asUnownedTaskExecutor())
        }
    }

    private var isFinished: Bool { state.withLock { state -> Bool in state.isFinished } }
}
