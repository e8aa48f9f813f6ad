internal import Synchronization

/// Shows the progress of one operation after another, in one of several forms.
///
/// May be used from any number of tasks; what one call writes is written whole. Progress goes to standard error, so that
/// standard output stays free for data.
package final class ProgressDisplay: Sendable {
    private struct State: Sendable {
        var renderer: any ProgressRenderer
        var timer: Task<Void, Never>?
    }

    private let state: Mutex<State>
    private let sink: @Sendable (String) -> Void
    private let now: @Sendable () -> ContinuousClock.Instant
    private let redrawInterval: Duration?

    /// - Parameters:
    ///   - mode: how to show progress; `auto` counts as `plain`, so resolve it first.
    ///   - isColoured: whether the live region is coloured.
    ///   - size: how large the terminal is, asked before each drawing; nil when unknown.
    ///   - redrawInterval: how often a live region is redrawn by itself; nil for never.
    ///   - now: what time it is.
    ///   - sink: writes text; must not call the display.
    package init(
        mode: ProgressMode,
        isColoured: Bool,
        size: @escaping @Sendable () -> Terminal.Size? = { Terminal.size(of: FileOutput.standardError.descriptor) },
        redrawInterval: Duration? = .milliseconds(100),
        now: @escaping @Sendable () -> ContinuousClock.Instant = { ContinuousClock.now },
        sink: @escaping @Sendable (String) -> Void = { FileOutput.standardError.show($0) }
    ) {
        let renderer: any ProgressRenderer =
            switch mode {
            case .tty: LiveProgressRenderer(isColoured: isColoured, size: size)
            case .json: JSONProgressRenderer()
            case .quiet: QuietProgressRenderer()
            case .auto, .plain: PlainProgressRenderer()
            }
        state = Mutex(State(renderer: renderer))
        self.redrawInterval = redrawInterval
        self.now = now
        self.sink = sink
    }

    deinit {
        // A cursor that stays hidden outlives the program.
        finish()
    }

    /// Starts showing an operation, named as in `[+] up 3/5`; ends the one before it.
    package func begin(operation: String) {
        finish()
        change { state, now in
            if let redrawInterval, state.renderer.isAnimated {
                state.timer = Task { [weak self] in
                    while !Task.isCancelled {
                        // Cancelled, the loop ends at its next look.
                        try? await Task.sleep(for: redrawInterval)
                        guard let self else { return }
                        self.tick()
                    }
                }
            }
            return state.renderer.begin(operation, at: now)
        }
    }

    /// Shows the latest about one thing; cheap enough to be called for every byte count.
    package func update(_ line: ProgressLine) {
        change { state, now in state.renderer.update(line, at: now) }
    }

    /// Prints a line above the live region, in every mode.
    ///
    /// For what must be read even in quiet: it is wrapped in an object in JSON.
    package func message(_ text: String) {
        change { state, now in state.renderer.message(text, at: now) }
    }

    /// Takes the live region away while something else draws on the terminal; calls nest, and each needs its `resume`.
    package func suspend() {
        change { state, _ in state.renderer.suspend() }
    }

    package func resume() {
        change { state, now in state.renderer.resume(at: now) }
    }

    /// Leaves the last picture on the screen and gives the cursor back; does nothing when nothing is shown.
    package func finish() {
        change { state, now in
            state.timer?.cancel()
            state.timer = nil
            return state.renderer.finish(at: now)
        }
    }

    /// Redraws the live region if it is due.
    func tick() {
        change { state, now in state.renderer.tick(at: now) }
    }

    /// Changes the picture and writes what follows from it before anyone else can.
    private func change(_ body: (inout State, ContinuousClock.Instant) -> String) {
        state.withLock { state in
            let text = body(&state, now())
            if !text.isEmpty { sink(text) }
        }
    }
}
