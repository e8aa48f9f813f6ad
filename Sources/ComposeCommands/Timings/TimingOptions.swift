internal import ArgumentParser

/// `--timings` and `--timings=FILE`.
struct TimingOptions: ParsableArguments {
    /// What `--timings` without a file means, for `OptionalValueCommand`.
    static let impliedValues = ["--timings": "-"]

    @Option(
        help: ArgumentHelp(
            "Print how long each step took; --timings=file writes a trace for chrome://tracing instead.",
            valueName: "file"
        )
    )
    var timings: String?

    func validate() throws {
        if timings?.isEmpty == true { throw ValidationError("--timings= needs a file") }
    }

    /// nil when nobody wants to know.
    var request: TimingRequest? {
        switch timings {
        case nil: nil
        case "-"?: .timeline
        case let path?: .trace(path: path)
        }
    }
}
