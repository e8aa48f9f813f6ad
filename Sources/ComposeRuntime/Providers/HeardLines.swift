internal import Synchronization

/// Lines that come in on one thread and are read on another.
final class HeardLines: Sendable {
    private let heard = Mutex<[String]>([])

    var lines: [String] { heard.withLock { $0 } }

    func add(_ line: String) { heard.withLock { $0.append(line) } }
}
