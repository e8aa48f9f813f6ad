import ArgumentParser
import ComposeLoader
import Diagnostics
import Testing

@testable import ComposeCommands

@Suite struct OriginTextTests {
    private func place(_ file: String, _ line: Int) -> Diagnostics.SourceLocation {
        Diagnostics.SourceLocation(file: file, line: line, column: 7)
    }

    @Test func `a comment names the line, and each variable with its source`() {
        let variables = [
            VariableOrigin("A", .process), VariableOrigin("B", .file(place(".env", 2))),
            VariableOrigin("C", .fallback), VariableOrigin("D", .unset),
        ]
        #expect(
            OriginText.of(ValueOrigin(.written(place("c.yaml", 3)), variables: variables))
                == "c.yaml:3, A from the environment, B from .env:2, default of C, D is not set"
        )
        #expect(OriginText.of(ValueOrigin(.implied)) == "implied")
        #expect(OriginText.of(ValueOrigin(.implied, variables: [variables[0]])) == "A from the environment")
    }

    @Test func `an explanation without claims says what the value is from`() {
        let explanation = Explanation(claims: [], rule: nil, origin: ValueOrigin(.commandLine))
        #expect(ExplanationText.of(explanation, at: "name") == "name\n\nin no file: --project-name\n")
    }

    @Test func `an explanation lists claims in order, with the rule at its end`() {
        let base = ValueClaim(
            place: place("base.yaml", 3),
            value: "'a'",
            written: nil,
            variables: [],
            source: .document([.extended(base: "common", by: "web", at: place("c.yaml", 4))]),
            standing: .overridden
        )
        let own = ValueClaim(
            place: place("c.yaml", 5),
            value: "'b'",
            written: "${B}",
            variables: [VariableOrigin("B", .process)],
            source: .document([]),
            standing: .wins
        )
        let explanation = Explanation(claims: [base, own], rule: "later wins", origin: ValueOrigin(.implied))
        #expect(
            ExplanationText.of(explanation, at: "services.web.image") == """
                services.web.image

                overridden  base.yaml:3:7: 'a'
                            from service 'common', which 'web' extends at c.yaml:4:7
                      wins  c.yaml:5:7: 'b', written '${B}'
                            B from the environment

                rule: later wins

                """
        )
    }

    @Test func `origins are refused where they cannot be told`() {
        #expect(throws: (any Error).self) { try ConfigCommand.parse(["--origins", "--no-interpolate"]) }
        #expect(throws: (any Error).self) { try ConfigCommand.parse(["--origins", "--format", "json"]) }
    }
}
