/// The status with which the program ends; the same as the reference's.
///
/// | status | when |
/// |---|---|
/// | 0 | done |
/// | 1 | any error: the command line, the files, the engine, a step of the plan |
/// | 130 | interrupted by a signal |
/// | a container's | `run`, `exec`, `wait`, and `up` with `--exit-code-from` or `--abort-on-container-…` |
enum ExitStatus: Sendable, Equatable {
    case success
    case failure
    case interrupted
    /// The code with which a container or a builder ended.
    case container(Int)

    var code: Int32 {
        switch self {
        case .success: 0
        case .failure: 1
        case .interrupted: 130
        case .container(let code): Int32(clamping: code)
        }
    }
}
