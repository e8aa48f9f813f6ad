internal import ComposePlan
internal import ComposeRuntime
internal import Synchronization

/// What a run leaves for its report, noted from wherever it becomes known.
final class ReportRecorder: Sendable {
    struct Value: Sendable {
        /// In the order in which they were carried out.
        var plans: [Plan] = []
        /// nil when no plan was carried out.
        var report: ExecutionReport?
        /// nil when nothing failed.
        var story: FailureStory?
    }

    /// Where the report is written.
    let directory: ReportDirectory
    private let state = Mutex(Value())

    init(_ directory: ReportDirectory) {
        self.directory = directory
    }

    var value: Value { state.withLock { $0 } }

    func note(_ plan: Plan) { state.withLock { $0.plans.append(plan) } }

    func note(_ report: ExecutionReport) { state.withLock { $0.report = report } }

    func note(_ story: FailureStory) { state.withLock { $0.story = story } }
}
