import ArgumentParser
import ComposeModel
import ComposePlan
import Testing

@testable import ComposeCommands
@testable import ComposeRuntime

/// The files that a run leaves behind.
@Suite struct ReportTests {
    private let shop = BrokenShop()

    private func brokenReport() -> ExecutionReport {
        shop.report(
            culprit: BrokenShop.culprit { $0.log = ["bell \u{07} & <tag>", "\u{1B}[31mred\u{1B}[0m"] },
            advice: ["wait"]
        )
    }

    // MARK: - JUnit

    @Test func `every service is a test case`() {
        let report = brokenReport()
        let outcomes = ServiceOutcome.all(of: shop.project, report, shop.story(report))
        let text = JUnitReport(name: shop.project.name, outcomes: outcomes, elapsed: report.elapsed).text
        #expect(
            text == """
                <?xml version="1.0" encoding="UTF-8"?>
                <testsuites name="shop" tests="4" failures="1" errors="0" skipped="2" time="12.6">
                  <testsuite name="shop" tests="4" failures="1" errors="0" skipped="2" time="12.6">
                    <testcase name="cache" classname="shop" time="0.2"/>
                    <testcase name="db" classname="shop" time="12.6">
                      <failure message="dependency failed to start: container shop-db-1 is unhealthy">after 12.3s
                shop-db-1 | bell \\u{7} &amp; &lt;tag&gt;
                shop-db-1 | red
                hint: wait</failure>
                    </testcase>
                    <testcase name="web" classname="shop" time="0.0">
                      <skipped message="db is unhealthy"/>
                    </testcase>
                    <testcase name="worker" classname="shop" time="0.0">
                      <skipped message="db is unhealthy"/>
                    </testcase>
                  </testsuite>
                </testsuites>

                """
        )
    }

    @Test func `a failure that is no service's is a test case of its own`() {
        var plan = Plan()
        plan.append(.createNetwork(key: "default", name: "shop_default"), cause: .absent)
        var report = ExecutionReport()
        report.failures = [.init(step: plan.steps[0], message: "no addresses left")]
        let outcomes = ServiceOutcome.all(of: shop.project, report, shop.story(report))
        #expect(outcomes.count == 5)
        #expect(outcomes.last?.name == "create network shop_default failed")
        #expect(outcomes.last?.verdict == .failed && outcomes.last?.reason == "no addresses left")
    }

    @Test func `what was cut short is neither passed nor failed`() {
        var report = shop.refusal(of: shop.cache, "no", evidence: [])
        report.notReached = [shop.step(shop.web)]
        report.interrupted = [shop.step(shop.gate)]
        let outcomes = ServiceOutcome.all(of: shop.project, report, shop.story(report))
        #expect(outcomes.map(\.verdict) == [.failed, .skipped, .skipped, .passed])
        #expect(outcomes.map(\.reason) == ["no", "given up", "not begun", nil])
    }

    @Test func `all passes where nothing failed`() {
        let outcomes = ServiceOutcome.all(of: shop.project, ExecutionReport(), nil)
        #expect(outcomes.allSatisfy { $0.verdict == .passed } && outcomes.count == 4)
    }

    @Test func `text is written so that XML can hold it`() {
        let written = "a&lt;b&gt;&amp;&quot;c&quot;\n\u{FFFD}\u{FFFD}é\u{1F600}"
        #expect(XMLText.content("a<b>&\"c\"\n\u{01}\u{FFFF}é\u{1F600}") == written)
        #expect(XMLText.attribute("a\n\tb\"") == "\"a&#10;&#9;b&quot;\"")
    }

    // MARK: - JSON

    @Test func `the document says what came of it`() {
        let report = brokenReport()
        let document = ReportDocument(
            project: shop.project,
            command: "up",
            status: .failure,
            report: report,
            story: shop.story(report),
            error: "it failed"
        )
        let text = JSONText.line(document)
        for part in [
            #""version":1"#, #""project":"shop""#, #""command":"up""#, #""exit_code":1"#, #""elapsed_seconds":12.6"#,
            #""error":"it failed""#, #""skipped":[{"reason":"db is unhealthy","services":["web","worker"]}]"#,
            #""started":["shop-cache-1","shop-db-1"]"#,
            #""steps":{"failed":1,"interrupted":0,"not_begun":0,"skipped":2,"succeeded":2}"#,
            #"{"name":"cache","seconds":0.2,"verdict":"passed"}"#, #""timed_out":false"#,
        ] {
            #expect(text.contains(part), "\(part) in \(text)")
        }
    }

    @Test func `a run that came to no plan has a document, too`() {
        let document = ReportDocument(
            project: shop.project,
            command: "up",
            status: .failure,
            report: nil,
            story: nil,
            error: "no engine"
        )
        #expect(document.failures.isEmpty && document.error == "no engine" && document.exitCode == 1)
    }

    @Test func `the timeline has every step that was begun`() {
        let text = JSONText.line(TimelineDocument(brokenReport()))
        #expect(
            text.contains(
                #"{"began":0.3,"cause":"needed by web, worker","done":false,"ended":12.6,"#
                    + #""operation":"await db healthy","service":"db","step":3}"#
            ),
            "\(text)"
        )
    }

    @Test func `the option wants a directory`() throws {
        #expect(try ReportOptions.parse([]).directory == nil)
        #expect(try ReportOptions.parse(["--report", "out"]).directory == "out")
        #expect(throws: (any Error).self) { try ReportOptions.parse(["--report", ""]) }
    }
}
