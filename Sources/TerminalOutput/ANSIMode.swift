/// Whether control sequences are written: what `--ansi` and `COMPOSE_ANSI` choose from.
package enum ANSIMode: String, Sendable, CaseIterable {
    case never, always, auto

    /// What the mode comes to for one stream.
    ///
    /// - Parameters:
    ///   - isTerminal: whether the stream is a terminal.
    ///   - noColor: the value of `NO_COLOR`; any text but an empty one speaks against colour.
    ///   - term: the value of `TERM`; `dumb` names a terminal that understands no sequence.
    /// - Returns: true when sequences may be written; only `auto` asks the other parameters.
    package func isEnabled(isTerminal: Bool, noColor: String? = nil, term: String? = nil) -> Bool {
        switch self {
        case .never: false
        case .always: true
        case .auto: isTerminal && (noColor ?? "").isEmpty && term != "dumb"
        }
    }
}
