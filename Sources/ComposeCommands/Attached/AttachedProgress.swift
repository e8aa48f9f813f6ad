internal import ComposeRuntime
internal import Synchronization
internal import TerminalOutput

/// Progress beside the output of containers: a live picture until the first of them may speak, and lines from then on.
final class AttachedProgress: Sendable {
    /// The picture, in the mode that the user has chosen.
    let display: ProgressDisplay
    /// What follows a live picture; nil in the modes that share the screen anyway.
    private let lines: ProgressDisplay?
    private let hasGivenWay = Mutex(false)

    init(_ open: OpenProject) {
        display = open.makeDisplay()
        let errors = open.context.errors
        lines =
            open.settings.progress == .tty
            ? ProgressDisplay(mode: .plain, isColoured: false, sink: { errors.show($0) }) : nil
    }

    func update(_ event: ProgressEvent) {
        let line = ProgressLine(event)
        guard hasGivenWay.withLock({ $0 }), let lines else { return display.update(line) }
        // Output says on its own that a container runs, and counting bytes is for pictures.
        guard line.parentID == nil, event.text != "Starting", event.text != "Started" else { return }
        lines.update(line)
    }

    /// Leaves the screen to the output of containers; the picture stays as it is.
    func giveWay() {
        let isFirst = hasGivenWay.withLock { hasGivenWay -> Bool in
            defer { hasGivenWay = true }
            return !hasGivenWay
        }
        if isFirst, lines != nil { display.finish() }
    }

    func finish() { display.finish() }
}
