internal import ComposePlan
internal import ComposeRuntime
internal import TerminalOutput

/// A plan as people read it: a row for each step, and in the end how much of what there is to do.
struct PlanText: Sendable {
    let survey: PlanSurvey
    /// Whether rows are coloured, and set apart where they turn to another service.
    let isStyled: Bool
    /// What else should be known, a line each.
    let notes: [String]

    init(_ survey: PlanSurvey, isStyled: Bool = false, notes: [String] = []) {
        self.survey = survey
        self.isStyled = isStyled
        self.notes = notes
    }

    /// The table, the notes and the sum, each line with its line break.
    func render() -> String {
        let notes = (survey.undecided.map(\.description) + self.notes).map { "note: \($0)\n" }.joined()
        guard !survey.plan.isEmpty else { return notes + "nothing to do\n" }
        return table() + notes + "\(PlanSummary(survey.plan))\n"
    }

    private func table() -> String {
        var table = Table(["#", "do", "what", "after", "why"], minimumWidth: 0)
        var starts: Set<Int> = []
        var told: Set<ServiceReplica> = []
        var group: String?
        // Counts lines of the table, of which the header is the first.
        var line = 1
        for step in survey.plan.steps {
            let cells = Row(step, isDetailed: isDetailed(step, &told), isStyled: isStyled).lines
            let next = step.operation.service ?? StepWords(step.operation).kind.rawValue
            if let group, group != next { starts.insert(line) }
            group = next
            for row in cells { table.append(row) }
            line += cells.count
        }
        return Self.setApart(table.render(), at: isStyled ? starts : [])
    }

    /// Changed fields are listed once for each container, with the first step that they cause.
    private func isDetailed(_ step: Step, _ told: inout Set<ServiceReplica>) -> Bool {
        guard case .configChanged = step.cause, let replica = step.operation.replica else { return true }
        return told.insert(replica).inserted
    }

    /// The lines without spaces at their ends, and an empty one before each of those whose numbers are given.
    private static func setApart(_ text: String, at starts: Set<Int>) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        return lines.enumerated().map { (index, line) -> String in
            var line = String(line)
            while line.last == " " { line.removeLast() }
            return (starts.contains(index) ? "\n" : "") + line + "\n"
        }.joined()
    }
}

/// The lines of the table that one step takes.
private struct Row {
    let lines: [[String]]

    init(_ step: Step, isDetailed: Bool, isStyled: Bool) {
        let words = StepWords(step.operation)
        let cause = CauseWords(step.cause)
        let listsChanges = isDetailed && cause.changes.count > 1
        let after = step.dependencies.filter { !step.rescues.contains($0) }
        var why = listsChanges || !isDetailed ? cause.headline : cause.text
        if !step.rescues.isEmpty {
            let one = step.rescues.count > 1 ? "one of " : ""
            why += ", only if \(one)\(Self.ranges(step.rescues)) fails"
        }
        let first = [
            Style.faint.paint("\(step.id.number)", isOn: isStyled),
            Self.style(of: step, words).map { $0.paint(words.verb, isOn: isStyled) } ?? words.verb,
            words.object.printable,
            Self.ranges(after),
            why,
        ]
        let changes = listsChanges ? cause.changes : []
        lines = [first] + changes.map { ["", "", "", "", "  " + $0.description.printable] }
    }

    /// Green for what comes to be, red for what goes, yellow for what makes room for its successor.
    private static func style(of step: Step, _ words: StepWords) -> Style? {
        if step.cause == .replaced { return .yellow }
        return switch words.verb {
        case "create", "pull", "build", "start", "unpause": .green
        case "remove", "stop", "kill", "disconnect": .red
        case "restart", "rename", "pause": .yellow
        case "wait": .cyan
        default: nil
        }
    }

    /// `1-4, 7`: numbers in order, runs of three and more by their ends.
    private static func ranges(_ steps: [Step.ID]) -> String {
        var runs: [ClosedRange<Int>] = []
        for number in steps.map(\.number).sorted() {
            if let last = runs.last, number <= last.upperBound + 1 {
                runs[runs.count - 1] = last.lowerBound...number
            } else {
                runs.append(number...number)
            }
        }
        return runs.map { run in
            switch run.count {
            case 1: "\(run.lowerBound)"
            case 2: "\(run.lowerBound), \(run.upperBound)"
            default: "\(run.lowerBound)-\(run.upperBound)"
            }
        }.joined(separator: ", ")
    }
}
