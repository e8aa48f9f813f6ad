/// The status with which the program ends; the reference's, but for the one that tells a lack of time from a failure.
///
/// | status | when |
/// |---|---|
/// | 0 | done |
/// | 1 | any error: the command line, the files, the engine, a step of the plan |
/// | 3 | a wait took longer than `x-timeout` or `--wait-timeout` allows, and nothing else was wrong |
/// | 130 | interrupted by a signal |
/// | a container's | `run`, `exec`, `wait`, and `up` with `--exit-code-from` or `--abort-on-container-…` |
enum ExitStatus: Sendable, Equatable {
    case success
    case failure
    /// What was waited for had not come when the time for it was over.
    case timedOut
    case interrupted
    /// The code with which a container or a builder ended.
    case container(Int)

    var code: Int32 {
        switch self {
        case .success: 0
        case .failure: 1
        case .timedOut: 3
        case .interrupted: 130
        case .container(let code): Int32(clamping: code)
        }
    }
}
