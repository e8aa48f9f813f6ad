import Testing

@testable import ComposeLoader

@Suite struct SubstitutionTests {
    private let variables = ["SET": "value", "EMPTY": "", "OTHER": "o"]

    private func expand(_ text: String) throws -> String {
        try Substitution.expand(text) { variables[$0] }.text
    }

    @Test(arguments: [
        ("${UNSET:-w}", "w"), ("${EMPTY:-w}", "w"), ("${SET:-w}", "value"),
        ("${UNSET-w}", "w"), ("${EMPTY-w}", ""), ("${SET-w}", "value"),
        ("${UNSET:+w}", ""), ("${EMPTY:+w}", ""), ("${SET:+w}", "w"),
        ("${UNSET+w}", ""), ("${EMPTY+w}", "w"), ("${SET+w}", "w"),
        ("${SET:?m}", "value"), ("${EMPTY?m}", ""),
        ("$SET", "value"), ("${SET}", "value"), ("a${SET}b$OTHER", "avaluebo"),
    ])
    func `each form says what a missing value becomes`(text: String, expected: String) throws {
        #expect(try expand(text) == expected)
    }

    @Test(arguments: [
        ("$$SET", "$SET"), ("$$$SET", "$value"), ("$${SET}", "${SET}"), ("a$", "a$"), ("$1 $-", "$1 $-"),
    ])
    func `a dollar sign that begins no variable stays, and two are one`(text: String, expected: String) throws {
        #expect(try expand(text) == expected)
    }

    @Test(arguments: [
        ("${UNSET:-${SET}-${UNSET2:-x}}", "value-x"),
        ("${UNSET:-a:b-c?d}", "a:b-c?d"),
        (#"${UNSET:-{"a": {"b": 1}}} end"#, #"{"a": {"b": 1}} end"#),
        ("${UNSET:-$$SET}", "$SET"),
        ("${UNSET:-}", ""),
    ])
    func `a word may hold variables, operators and braces`(text: String, expected: String) throws {
        #expect(try expand(text) == expected)
    }

    @Test(arguments: ["${", "${}", "${1A}", "${A B}", "${SET:}", "${SET", "x${SET:-"])
    func `a malformed variable is a failure at its dollar sign`(text: String) throws {
        let failure = try #require(throws: Substitution.Failure.self) {
            try Substitution.expand("é" + text) { variables[$0] }
        }
        #expect(failure.reason == .malformed)
        #expect(failure.offset == (text.hasPrefix("x") ? 2 : 1))
    }

    @Test func `a missing required variable is named with its substituted message`() throws {
        let failure = try #require(throws: Substitution.Failure.self) {
            try Substitution.expand("é ${UNSET:?set $OTHER}") { variables[$0] }
        }
        #expect(failure == Substitution.Failure(.required(name: "UNSET", message: "set o"), offset: 2))
        #expect(throws: Substitution.Failure.self) { try expand("${EMPTY:?}") }
    }

    @Test func `unset variables are told where nothing stands in for them`() throws {
        let outcome = try Substitution.expand("$A ${B} ${C:-x} ${SET:+$D} ${E:+$F}") { variables[$0] }
        #expect(outcome.unset.map(\.name) == ["A", "B", "D"])
        #expect(outcome.unset.map(\.offset) == [0, 3, 23])
    }

    @Test func `the variables of a text are listed with their words`() {
        let uses = Substitution.variables(in: "$A ${B:-${C?m}} ${D+x} $$E")
        #expect(
            uses == [
                VariableUse(name: "A"),
                VariableUse(name: "B", defaultValue: "${C?m}"),
                VariableUse(name: "C", isRequired: true),
                VariableUse(name: "D", alternateValue: "x"),
            ]
        )
    }
}
