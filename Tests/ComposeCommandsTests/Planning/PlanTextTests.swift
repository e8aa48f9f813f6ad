import ComposePlan
import ComposeRuntime
import TerminalOutput
import Testing

@testable import ComposeCommands

@Suite struct PlanTextTests {
    @Test func `a plan is a table with the changed fields once for each container, and a sum`() {
        let text = PlanText(PlanSurvey(SamplePlans.replacement(changes: SamplePlans.changes))).render()
        #expect(
            text == #"""
                #   DO       WHAT                                     AFTER   WHY
                1   create   network shop_default                             not found
                2   create   container shop-db-1                      1       no container yet
                3   start    container shop-db-1                      2       new
                4   wait     for db to be healthy                     3       needed by web
                5   create   container shop-web-1 as abc_shop-web-1   1       configuration changed
                                                                                environment.A: 1 → 2
                                                                                ports: + 80\n81
                6   stop     container shop-web-1                     4, 5    replaced
                7   remove   container shop-web-1                     6       replaced
                8   rename   container shop-web-1 to its final name   7       replaced
                9   start    container shop-web-1                     4, 8    configuration changed
                2 to create, 1 to recreate, 0 to start, 0 to remove; 1 gate

                """#
        )
    }

    @Test func `a single changed field stands in the row itself`() {
        let text = PlanText(PlanSurvey(SamplePlans.replacement(changes: [SamplePlans.changes[0]]))).render()
        #expect(text.contains("1       environment.A: 1 → 2\n"))
        #expect(text.contains("4, 8    configuration changed\n"))
    }

    @Test func `on a terminal services are set apart and colours add no text`() {
        let survey = PlanSurvey(SamplePlans.replacement(changes: SamplePlans.changes))
        let styled = PlanText(survey, isStyled: true).render()
        #expect(styled.contains("\u{1B}[32mcreate\u{1B}[0m"))
        let lines = styled.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.filter(\.isEmpty).count == 3)
        let words = styled.strippingANSI.split(whereSeparator: \.isWhitespace)
        #expect(words == PlanText(survey).render().split(whereSeparator: \.isWhitespace))
    }

    @Test func `an empty plan says so, and notes come before the sum`() {
        #expect(PlanText(PlanSurvey(Plan())).render() == "nothing to do\n")
        var plan = Plan()
        plan.append(.pullImage(image), cause: .policy("pull policy 'always'"))
        let survey = PlanSurvey(plan, undecided: [ImageQuestion("nginx", isBuilt: false, services: ["web"])])
        #expect(
            PlanText(survey, notes: ["and more"]).render() == """
                #   DO     WHAT          AFTER   WHY
                1   pull   image nginx           pull policy 'always'
                note: image nginx is pulled first; whether web is recreated can be told only then
                note: and more
                1 to pull, 0 to create, 0 to recreate, 0 to start, 0 to remove

                """
        )
    }

    private let image = ImageNeed(reference: "nginx", service: "web", services: ["web"], isBuildable: false)

    @Test func `many predecessors are told by the ends of their runs`() {
        var plan = Plan()
        let steps = (1...5).map { plan.append(.removeVolume(name: "v\($0)"), cause: .requested) }
        plan.append(.removeNetwork(id: "n", name: "n"), cause: .requested, after: steps.filter { $0.number != 4 })
        #expect(PlanText(PlanSurvey(plan)).render().contains("network n   1-3, 5"))
    }

    @Test func `a rescue says what must fail for it`() {
        var plan = Plan()
        let old = SamplePlans.container("web", .existing(id: "abc"))
        let stop = plan.append(.stopContainer(old, timeout: nil), cause: .replaced)
        plan.append(.startContainer(old), cause: .successorFailed, after: [], rescuing: [stop])
        let line = PlanText(PlanSurvey(plan)).render().split(separator: "\n")[2]
        #expect(line.hasSuffix(", only if 1 fails"))
    }

    @Test func `control characters are written out`() {
        #expect("a\u{1B}[31m\tb\n".printable == "a\\u{1b}[31m\\tb\\n")
        #expect("größer".printable == "größer")
    }
}
