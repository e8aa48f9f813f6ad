internal import ComposeModel
internal import ControlProtocol
internal import FoundationEssentials

/// What a command line says about the care that its project is to be in.
struct SupervisionRequest: Sendable, Equatable {
    enum Choice: Sendable, Equatable {
        /// Neither yes nor no, so that variables and the project's files decide.
        case open
        case handOver
        case keepOut
    }

    var choice = Choice.open
    /// nil asks for none.
    var lease: LeaseRequest?
}

/// A time or a process that a project is not to outlive, as a command line says it.
struct LeaseRequest: Sendable, Equatable {
    var duration: Duration?
    var process: Int?
    var removesVolumes = false

    /// The lease as the daemon gets it, from now on.
    ///
    /// - Throws: `CommandFailure` when there is no such process.
    func lease() throws(CommandFailure) -> Lease {
        var lease = Lease(removesVolumes: removesVolumes)
        lease.ends = duration.map { Date.now.timeIntervalSince1970 + $0.seconds }
        if let process {
            guard let record = ProcessRecord.of(process) else {
                throw CommandFailure(
                    "there is no process \(process) that the project could be bound to",
                    hint: "name one that runs, such as the shell with --bind-pid $$"
                )
            }
            lease.process = process
            lease.processStart = record.start
        }
        return lease
    }
}
