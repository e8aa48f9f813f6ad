internal import Glibc

/// A count that one thread raises and another waits for.
final class Semaphore: Sendable {
    /// Made for use by several threads at a time, and at a place that does not move.
    private nonisolated(unsafe) let pointer: UnsafeMutablePointer<sem_t>

    init() {
        pointer = .allocate(capacity: 1)
        pointer.initialize(to: sem_t())
        sem_init(pointer, 0, 0)
    }

    deinit {
        sem_destroy(pointer)
        pointer.deallocate()
    }

    func signal() { sem_post(pointer) }

    func wait() {
        while sem_wait(pointer) != 0, errno == EINTR {}
    }

    /// False when the time is up first.
    func wait(milliseconds: Int) -> Bool {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        time.tv_nsec += milliseconds * 1_000_000
        time.tv_sec += time.tv_nsec / 1_000_000_000
        time.tv_nsec %= 1_000_000_000
        while sem_timedwait(pointer, &time) != 0 {
            guard errno == EINTR else { return false }
        }
        return true
    }
}
