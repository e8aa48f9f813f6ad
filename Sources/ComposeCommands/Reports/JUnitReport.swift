/// A run in the form that test reporters read: a test case for each service.
struct JUnitReport: Sendable {
    /// The project.
    let name: String
    let outcomes: [ServiceOutcome]
    let elapsed: Duration

    /// The document, with a line break at the end.
    var text: String {
        let failures = outcomes.count(where: { $0.verdict == .failed })
        let skips = outcomes.count(where: { $0.verdict == .skipped })
        let counts =
            "name=\(XMLText.attribute(name)) tests=\"\(outcomes.count)\" failures=\"\(failures)\" errors=\"0\" "
            + "skipped=\"\(skips)\" time=\"\(elapsed.inSeconds)\""
        var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "<testsuites \(counts)>", "  <testsuite \(counts)>"]
        for outcome in outcomes { lines += testCase(outcome) }
        lines += ["  </testsuite>", "</testsuites>"]
        return lines.joined(separator: "\n") + "\n"
    }

    private func testCase(_ outcome: ServiceOutcome) -> [String] {
        let start =
            "    <testcase name=\(XMLText.attribute(outcome.name)) classname=\(XMLText.attribute(name)) "
            + "time=\"\(outcome.seconds)\""
        let reason = XMLText.attribute(outcome.reason ?? "")
        switch outcome.verdict {
        case .passed: return ["\(start)/>"]
        case .skipped: return ["\(start)>", "      <skipped message=\(reason)/>", "    </testcase>"]
        case .failed:
            let evidence = XMLText.content(outcome.evidence.joined(separator: "\n"))
            return ["\(start)>", "      <failure message=\(reason)>\(evidence)</failure>", "    </testcase>"]
        }
    }
}
