internal import ComposeModel
internal import ComposeRuntime
internal import TerminalOutput

/// In which form the user wants to know how long everything took.
enum TimingRequest: Sendable, Hashable {
    /// A table with bars, on standard output.
    case timeline
    /// A trace for Chrome's viewer and Perfetto, in a file.
    case trace(path: String)

    /// Prints or writes what the report says about time; to be called once the display of progress is finished.
    ///
    /// - Throws: `CommandFailure` when the file cannot be written after everything else went well; after a failure that
    ///   is told on standard error, and the failure remains what the command ends with.
    func deliver(_ report: ExecutionReport, of open: OpenProject) throws {
        do {
            let timeline = Timeline(report)
            switch self {
            case .timeline:
                let isStyled = open.settings.coloursOutput
                try open.context.output.write(TimelineText(timeline, isStyled: isStyled).render())
            case .trace(let path):
                try FileWriter.write(ChromeTrace(report, project: open.project.name).render(), to: path)
            }
        } catch {
            guard !report.isSuccess else { throw error }
            open.context.errors.show(FailureNotice(error, isColoured: open.settings.coloursErrors).text + "\n")
        }
    }
}
