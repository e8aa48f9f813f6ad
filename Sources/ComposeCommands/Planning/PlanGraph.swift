internal import ComposePlan

/// A plan as a graph in the language of Graphviz, `plan --dot`.
///
/// Steps of a service are in one cluster, gates are diamonds, and what is done only after a failure is dashed.
struct PlanGraph: Sendable {
    let plan: Plan
    let title: String

    init(_ plan: Plan, title: String) {
        self.plan = plan
        self.title = title
    }

    func render() -> String {
        var lines = [
            "digraph \(Self.quoted(title)) {",
            "  rankdir=LR;",
            "  node [shape=box, style=rounded];",
        ]
        lines += plan.steps.filter { $0.operation.service == nil }.map { "  \(Self.node($0))" }
        for (index, service) in services.enumerated() {
            lines.append("  subgraph cluster_\(index + 1) {")
            lines.append("    label=\(Self.quoted(service));")
            lines += plan.steps.filter { $0.operation.service == service }.map { "    \(Self.node($0))" }
            lines.append("  }")
        }
        for step in plan.steps {
            for dependency in step.dependencies {
                let look = step.rescues.contains(dependency) ? " [style=dashed, label=\"if it fails\"]" : ""
                lines.append("  s\(dependency.number) -> s\(step.id.number)\(look);")
            }
        }
        return lines.joined(separator: "\n") + "\n}\n"
    }

    /// In the order of their first steps.
    private var services: [String] {
        var seen: Set<String> = []
        return plan.steps.compactMap(\.operation.service).filter { seen.insert($0).inserted }
    }

    private static func node(_ step: Step) -> String {
        let words = StepWords(step.operation)
        // A line break of the label, which must reach Graphviz as a backslash and a letter.
        let texts = ["\(words.verb) \(words.object)", CauseWords(step.cause).text].map { escaped($0.printable) }
        let shape = step.operation.isGate ? ", shape=diamond, style=solid" : ""
        let dashes = step.rescues.isEmpty ? "" : ", style=\"rounded,dashed\""
        return "s\(step.id.number) [label=\"\(texts.joined(separator: "\\n"))\"\(shape)\(dashes)];"
    }

    private static func quoted(_ text: String) -> String { "\"\(escaped(text.printable))\"" }

    private static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text {
            if character == "\"" || character == "\\" { escaped.append("\\") }
            escaped.append(character)
        }
        return escaped
    }
}
