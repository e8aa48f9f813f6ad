internal import ArgumentParser
internal import ComposeRuntime

/// `--since` of the commands that ask the daemon what has happened.
struct SinceOption: ParsableArguments {
    @Option(help: ArgumentHelp("Show what was since then: a time, or a length of time before now.", valueName: "time"))
    var since: String?

    func validate() throws {
        if let since, LogMoment.parse(since) == nil {
            throw ValidationError("'\(since)' is neither a time nor a length of time such as 10m")
        }
    }

    /// Seconds since 1970; nil when everything is wanted.
    var moment: Double? { since.flatMap { LogMoment.parse($0) }.flatMap { Double($0) } }
}
