internal import ComposePlan
internal import ComposeRuntime
internal import TerminalOutput

extension ProgressLine {
    /// What the terminal shows of an event: `Container shop-web-1`, `Recreated`, and why when that is news.
    init(_ event: ProgressEvent) {
        self.init(
            event.resource.description,
            parentID: Self.parent(of: event.resource),
            text: event.text,
            details: event.details.isEmpty ? event.cause?.news ?? "" : event.details,
            status: Status(event.status),
            current: event.current ?? 0,
            total: event.total ?? 0
        )
    }

    private static func parent(of resource: ProgressEvent.Resource) -> String? {
        guard case .layer(_, let image) = resource else { return nil }
        return ProgressEvent.Resource.image(image).description
    }
}

extension ProgressLine.Status {
    fileprivate init(_ status: ProgressEvent.Status) {
        self =
            switch status {
            case .working: .working
            case .done: .done
            case .warning: .warning
            case .error: .error
            }
    }
}

extension Cause {
    /// The cause in words where the user could not have expected the step; nil where it goes without saying.
    fileprivate var news: String? {
        switch self {
        case .scaledDown, .configChanged, .imageChanged, .resourceChanged, .networkDetached, .volumeNotMounted,
            .partnerReplaced, .orphan, .leftover, .dependencyRestarted, .successorFailed:
            description
        case .absent, .noContainer, .forced, .replaced, .onTrial, .notRunning, .created, .awaited, .awaitedByUser,
            .policy,
            .requested:
            nil
        }
    }
}
