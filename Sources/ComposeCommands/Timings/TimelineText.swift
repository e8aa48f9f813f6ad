internal import TerminalOutput

/// A timeline as a table with a bar for each step.
struct TimelineText: Sendable {
    /// Cells of the bar that stands for the whole time.
    private static let width = 40

    let timeline: Timeline
    let isStyled: Bool

    init(_ timeline: Timeline, isStyled: Bool = false) {
        self.timeline = timeline
        self.isStyled = isStyled
    }

    /// The table, the total, and what the critical path consists of, each line with its line break.
    func render() -> String {
        guard !timeline.lanes.isEmpty else { return "nothing was done, so nothing took time\n" }
        var table = Table(["", "service", "step", "began", "took", "timeline"], minimumWidth: 0)
        for lane in timeline.lanes {
            for (index, entry) in lane.entries.enumerated() {
                table.append([
                    entry.isCritical ? Style.yellow.paint("*", isOn: isStyled) : "",
                    index == 0 ? lane.name : "",
                    entry.isDone ? entry.what : "\(entry.what) (not done)",
                    Self.seconds(entry.began),
                    entry.kind == .ready ? "" : Self.seconds(entry.took),
                    bar(of: entry),
                ])
            }
        }
        return table.render() + "total \(Self.seconds(timeline.total))\n" + criticalPath()
    }

    /// The steps on the path with their durations, and what passed between them.
    private func criticalPath() -> String {
        let steps = timeline.critical.map { "\($0.what) \(Self.seconds($0.took))" }
        let between = timeline.total - timeline.critical.reduce(Duration.zero) { $0 + $1.took }
        let rest = between >= .milliseconds(10) ? ", and \(Self.seconds(between)) between them" : ""
        return "critical path (*): \(steps.joined(separator: " → "))\(rest)\n"
    }

    /// `█` for work and `░` for waiting, at least one cell; `◆` for a moment.
    private func bar(of entry: Timeline.Entry) -> String {
        let start = min(cell(at: entry.began), Self.width - 1)
        let indent = String(repeating: " ", count: start)
        if entry.kind == .ready { return indent + "◆" }
        let end = min(max(cell(at: entry.began + entry.took), start + 1), Self.width)
        return indent + String(repeating: entry.kind == .waiting ? "░" : "█", count: end - start)
    }

    private func cell(at moment: Duration) -> Int {
        let share: Double = timeline.total > .zero ? moment / timeline.total : 0
        return Int((share * Double(Self.width)).rounded(.down))
    }

    /// Seconds with two decimals, cut: `0.04s`.
    static func seconds(_ duration: Duration) -> String {
        let (seconds, attoseconds) = max(.zero, duration).components
        let hundredths = attoseconds / 10_000_000_000_000_000
        return "\(seconds).\(hundredths < 10 ? "0" : "")\(hundredths)s"
    }
}
