/// Runs that leave a report.
extension OpenProject {
    /// Does the work, and leaves a report of it where one was asked for, whether it succeeds, fails or is cancelled.
    ///
    /// - `command`: its name, for the report.
    /// - `savesFirst`: whether the containers are recorded before the work, which removes them.
    /// - `work`: gets the project in place of this one, and returns the status that the program ends with.
    func recording(
        _ options: ReportOptions,
        _ command: String,
        savesFirst: Bool = false,
        _ work: (OpenProject) async throws -> ExitStatus
    ) async throws -> ExitStatus {
        guard let path = options.directory, !isDryRun else { return try await work(self) }
        let whole = path.hasPrefix("/") ? path : "\(context.currentDirectory)/\(path)"
        let recorder = ReportRecorder(ReportDirectory(path: whole, open: self, command: command))
        var recorded = self
        recorded.recorder = recorder
        if savesFirst { await recorded.saveContainers() }
        do {
            let status = try await work(recorded)
            await Self.finish(recorder, status, nil)
            return status
        } catch {
            let notice = FailureNotice(error)
            await Self.finish(recorder, Task.isCancelled ? .interrupted : notice.status, notice.text)
            throw error
        }
    }

    /// Records what the containers have written so far, for a report that outlives them.
    ///
    /// To be called before they are removed; does nothing where no report was asked for.
    func saveContainers() async {
        guard let directory = recorder?.directory else { return }
        await Task { await directory.writeContainers() }.value
    }

    /// Also for a task that is cancelled: then most of all somebody wants to know.
    private static func finish(_ recorder: ReportRecorder, _ status: ExitStatus, _ error: String?) async {
        await Task { await recorder.directory.write(recorder.value, status: status, error: error) }.value
    }
}
