internal import ArgumentParser

/// How long to wait while another run changes the same project.
struct LockOption: ParsableArguments {
    @Option(
        name: .customLong("lock-timeout"),
        parsing: .unconditional,
        help: ArgumentHelp("Seconds to wait for another run that changes the project.", valueName: "seconds")
    )
    var timeout: Int?

    func validate() throws {
        if let timeout, timeout < 0 { throw ValidationError("--lock-timeout must not be negative") }
    }
}
