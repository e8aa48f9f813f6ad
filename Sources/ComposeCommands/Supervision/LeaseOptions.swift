internal import ArgumentParser
internal import ComposeModel

/// How long a project that the daemon cares for is to live.
struct LeaseOptions: ParsableArguments {
    @Option(
        name: .customLong("lease"),
        help: ArgumentHelp("Let the daemon take the project down after this time, such as 30m.", valueName: "time")
    )
    var duration: String?

    @Option(
        name: .customLong("bind-pid"),
        help: ArgumentHelp("Let the daemon take the project down when this process has ended.", valueName: "pid")
    )
    var process: Int?

    @Flag(name: .customLong("lease-volumes"), help: "Remove volumes, too, when the lease ends; their data is lost.")
    var removesVolumes = false

    func validate() throws {
        if let duration, (Duration(compose: duration) ?? .zero) <= .zero {
            throw ValidationError("--lease is a length of time such as 30m, not '\(duration)'")
        }
        if let process, process < 1 { throw ValidationError("--bind-pid is the id of a process, not \(process)") }
        if removesVolumes, duration == nil, process == nil {
            throw ValidationError("--lease-volumes needs --lease or --bind-pid")
        }
    }

    /// nil when no lease is asked for.
    var request: LeaseRequest? {
        guard duration != nil || process != nil else { return nil }
        return LeaseRequest(
            duration: duration.flatMap { Duration(compose: $0) },
            process: process,
            removesVolumes: removesVolumes
        )
    }
}
