internal import ArgumentParser

/// `--report`: what is left of a run when all else is gone.
struct ReportOptions: ParsableArguments {
    @Option(
        name: .customLong("report"),
        help: ArgumentHelp(
            "Write logs, inspections, plan, timeline and a JUnit report to a directory, whatever comes of it.",
            valueName: "directory"
        )
    )
    var directory: String?

    func validate() throws {
        if directory?.isEmpty == true { throw ValidationError("--report needs a directory") }
    }
}
