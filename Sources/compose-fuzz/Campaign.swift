import Glibc

/// Tries inputs until the time is over, and keeps those that something was wrong with.
struct Campaign {
    private let seconds: Int
    private let findingsDirectory: String
    private var mutator: Mutator
    private var worker: WorkerProcess?
    private var attemptsOfWorker = 0
    private(set) var attempts = 0
    private(set) var findings = 0
    private var slowest = 0
    private var largest = 0

    /// One second is what a person notices.
    private static let slow = 1_000_000_000
    private static let patience: Int32 = 10_000
    private static let memoryLimit = 256 * 1024
    /// A worker's peak covers all it has tried, so it is replaced before what it could not give back adds up.
    private static let attemptsPerWorker = 2_000
    /// Enough to work on; the first ones found mostly have the same cause as the rest.
    private static let mostFindings = 100

    init(corpus: Corpus, seed: UInt64, seconds: Int, findingsDirectory: String) {
        self.seconds = seconds
        self.findingsDirectory = findingsDirectory
        mutator = Mutator(corpus: corpus, seed: seed)
    }

    mutating func run() {
        let start = monotonicNanoseconds()
        let end = start + seconds * 1_000_000_000
        var nextLine = start + 5_000_000_000
        while findings < Self.mostFindings {
            let now = monotonicNanoseconds()
            if now >= end { break }
            if now >= nextLine {
                say(progress(after: now - start))
                nextLine += 5_000_000_000
            }
            guard attempt(mutator.next()) else {
                say("cannot start a process to try inputs in")
                findings += 1
                break
            }
        }
        worker?.end(killing: true)
        say(progress(after: monotonicNanoseconds() - start))
    }

    /// False when there is no worker to be had.
    private mutating func attempt(_ input: FuzzInput) -> Bool {
        if attemptsOfWorker == Self.attemptsPerWorker { replaceWorker() }
        if worker == nil { worker = WorkerProcess() }
        guard let worker else { return false }
        attempts += 1
        attemptsOfWorker += 1
        switch worker.attempt(input, milliseconds: Self.patience) {
        case .silent:
            worker.end(killing: true)
            forgetWorker()
            keep(input, "hang", "no answer within \(Self.patience / 1000) s")
        case .crashed(let signal):
            forgetWorker()
            keep(input, "crash", signal == 0 ? "the worker ended" : "the worker ended by signal \(signal)")
        case .report(let report):
            judge(report, of: input)
        }
        return true
    }

    private mutating func judge(_ report: TrialReport, of input: FuzzInput) {
        slowest = max(slowest, report.nanoseconds)
        largest = max(largest, report.peakKilobytes)
        if !report.problem.isEmpty { keep(input, "wrong", report.problem) }
        if report.nanoseconds > Self.slow { keep(input, "slow", "\(report.nanoseconds / 1_000_000) ms") }
        if report.peakKilobytes > Self.memoryLimit {
            keep(input, "memory", "\(report.peakKilobytes / 1024) MiB")
            replaceWorker()
        }
    }

    private mutating func replaceWorker() {
        worker?.end()
        forgetWorker()
    }

    private mutating func forgetWorker() {
        worker = nil
        attemptsOfWorker = 0
    }

    private mutating func keep(_ input: FuzzInput, _ kind: String, _ detail: String) {
        findings += 1
        mkdir(findingsDirectory, 0o755)
        let path = "\(findingsDirectory)/\(kind)-\(attempts).\(input.kind.fileExtension)"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        let isKept = descriptor >= 0 && Pipes.write(input.bytes, to: descriptor)
        if descriptor >= 0 { close(descriptor) }
        say("\(kind): \(detail): \(isKept ? path : "and '\(path)' cannot be written")")
    }

    private func progress(after nanoseconds: Int) -> String {
        let seconds = nanoseconds / 1_000_000_000
        let rate = attempts * 1_000 / max(1, nanoseconds / 1_000_000)
        return "\(seconds) s: \(attempts) inputs, \(rate) a second, slowest \(slowest / 1_000_000) ms, "
            + "peak \(largest / 1024) MiB, \(findings) findings"
    }
}
