internal import ArgumentParser

/// `--dry-run`, the one global option that may also stand after the command.
struct DryRunOption: ParsableArguments {
    @Flag(help: "Show what would be done, and do nothing.")
    var dryRun = false
}

/// `--timeout` of the commands that stop containers.
struct TimeoutOption: ParsableArguments {
    @Option(
        name: [.customShort("t", allowingJoined: true), .long],
        parsing: .unconditional,
        help: ArgumentHelp("Seconds until a container that does not stop is killed.", valueName: "seconds")
    )
    var timeout: Int?
}

/// `--wait` and its limit.
struct WaitOptions: ParsableArguments {
    @Flag(help: "Wait until the services run, and are healthy where they have a healthcheck.")
    var wait = false

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Seconds after which waiting is given up.", valueName: "seconds")
    )
    var waitTimeout: Int?

    func validate() throws {
        if let waitTimeout, waitTimeout < 0 { throw ValidationError("--wait-timeout must not be negative") }
    }

    /// Seconds; nil waits as long as it takes.
    var deadline: Int? { wait ? waitTimeout.flatMap { $0 > 0 ? $0 : nil } : nil }
}
