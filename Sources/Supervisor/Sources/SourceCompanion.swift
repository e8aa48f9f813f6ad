internal import ComposeModel
internal import ControlProtocol

/// Watches the files of projects with `watch-sources`.
struct SourceCompanion: ProjectCompanion {
    /// Told in a sentence of what cannot be watched.
    let log: @Sendable (String) -> Void

    init(log: @escaping @Sendable (String) -> Void) {
        self.log = log
    }

    func accompany(_ project: AccompaniedProject) async {
        let supervised = project.supervised
        guard supervised.policy.watchSources != .off, !supervised.source.files.isEmpty else { return }
        let watch: SourceWatch
        do {
            watch = try SourceWatch(trouble: log)
        } catch {
            // Somebody relies on it, so that a line in a log is not enough.
            let summary = "the files of project '\(supervised.project.name)' are not watched"
            _ = await project.open(
                AccompaniedProject.Finding(kind: .source, service: nil, summary: summary, evidence: ["\(error)"])
            )
            return
        }
        await withDiscardingTaskGroup { group in
            group.addTask { await watch.run() }
            group.addTask { await SourceFollower(project: project, watch: watch).run() }
        }
    }
}
