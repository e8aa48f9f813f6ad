/// How progress is shown: what `--progress` and `COMPOSE_PROGRESS` choose from.
package enum ProgressMode: String, Sendable, CaseIterable {
    case auto, tty, plain, json, quiet

    /// nil when the text names no mode; `none` is another word for `quiet`.
    package init?(_ text: String) {
        self.init(rawValue: text == "none" ? "quiet" : text)
    }

    /// The mode that `auto` comes to; the others stay.
    ///
    /// - Parameters:
    ///   - isTerminal: whether progress, which goes to standard error, is seen on a terminal.
    ///   - ansi: the mode of control sequences; without them there is no live region.
    ///   - term: the value of `TERM`.
    /// - Returns: one of the modes but `auto`.
    package func resolved(isTerminal: Bool, ansi: ANSIMode, term: String? = nil) -> ProgressMode {
        guard self == .auto else { return self }
        return isTerminal && ansi != .never && term != "dumb" ? .tty : .plain
    }

    /// What is wrong with asking for both modes; nil when they go together.
    package func conflict(with ansi: ANSIMode) -> String? {
        switch (self, ansi) {
        case (.tty, .never): "--progress tty needs the control sequences that --ansi never forbids"
        case (.plain, .always): "--progress plain has no use for the control sequences that --ansi always demands"
        default: nil
        }
    }
}
