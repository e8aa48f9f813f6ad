internal import Synchronization

/// Counts the incidents of the daemon; shared by all projects, so that no number comes twice.
final class IncidentNumbers: Sendable {
    private let counter: Mutex<Int>

    /// - Parameter first: the number after the last one in the store.
    init(first: Int = 1) {
        counter = Mutex(first)
    }

    func next() -> Int {
        counter.withLock { number in
            defer { number += 1 }
            return number
        }
    }
}
