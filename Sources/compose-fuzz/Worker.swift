import Glibc

/// What one trial took and what was wrong with it.
struct TrialReport {
    var nanoseconds: Int
    /// The most memory that the worker has ever held.
    var peakKilobytes: Int
    /// Empty when nothing is wrong.
    var problem: String
}

/// The side that tries inputs: it may crash, hang or grow without harm to the side that makes them.
enum Worker {
    /// Tries what comes in over standard input until that is closed.
    static func run() {
        while let head = Pipes.read(9, from: STDIN_FILENO), let kind = FuzzInput.Kind(rawValue: head[0]),
            let bytes = Pipes.read(Pipes.number(of: head[1...]), from: STDIN_FILENO)
        {
            let report = attempt(FuzzInput(kind: kind, bytes: bytes))
            guard Pipes.write(encode(report), to: STDOUT_FILENO) else { return }
        }
    }

    static func attempt(_ input: FuzzInput) -> TrialReport {
        var trial = Trial()
        let problem = trial.run(input)
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return TrialReport(
            nanoseconds: trial.slowestNanoseconds,
            peakKilobytes: usage.ru_maxrss,
            problem: problem ?? ""
        )
    }

    private static func encode(_ report: TrialReport) -> [UInt8] {
        let problem = Array(report.problem.utf8.prefix(4096))
        let numbers = [report.nanoseconds, report.peakKilobytes, problem.count]
        return numbers.flatMap { Pipes.bytes(of: $0) } + problem
    }

    /// The next report of a worker; nil when the worker is gone.
    static func report(from descriptor: Int32) -> TrialReport? {
        guard let head = Pipes.read(24, from: descriptor),
            let problem = Pipes.read(Pipes.number(of: head[16...]), from: descriptor)
        else { return nil }
        return TrialReport(
            nanoseconds: Pipes.number(of: head[..<8]),
            peakKilobytes: Pipes.number(of: head[8..<16]),
            problem: String(decoding: problem, as: UTF8.self)
        )
    }
}
