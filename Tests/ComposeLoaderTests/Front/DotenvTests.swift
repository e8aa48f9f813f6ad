import Diagnostics
import OrderedCollections
import Testing

@testable import ComposeLoader

@Suite struct DotenvTests {
    private func parse(_ text: String) throws -> OrderedDictionary<String, String?> {
        try Dotenv.parse(text, file: ".env") { ["SHELL_SET": "shell"][$0] }
    }

    @Test(arguments: [
        ("A=b", "b"), ("A: b", "b"), ("export A=b", "b"), ("  A = b  ", "b"), ("A=", ""),
        ("A=b # comment", "b"), ("A=b#c", "b#c"), (#"A=a\tb"#, #"a\tb"#), (#"A=it's"#, "it's"),
        ("\u{FEFF}A=b", "b"), ("A=b\r\n", "b"),
    ])
    func `an unquoted value goes to the end of its line`(text: String, expected: String) throws {
        #expect(try parse(text) == ["A": expected])
    }

    @Test(arguments: [
        (#"A="a b" # comment"#, "a b"), (#"A="a\tb\n""#, "a\tb\n"), (#"A="\"q\"""#, #""q""#),
        (#"A="\0101\x41""#, #"A\x41"#),
        (#"A="\$SHELL_SET $$x""#, "$SHELL_SET $x"), ("A=\"one\ntwo\"", "one\ntwo"), (#"A="\\""#, #"\"#),
        (#"A='$SHELL_SET \n'"#, #"$SHELL_SET \n"#), (#"A='it\'s'"#, "it's"), ("A='one\ntwo'", "one\ntwo"),
    ])
    func `quotes keep a value together`(text: String, expected: String) throws {
        #expect(try parse(text) == ["A": expected])
    }

    @Test func `comments and blank lines are skipped, and a later line wins in the earlier place`() throws {
        let variables = try parse("# one\n\nA=1\n  # two\nB=2\nA=3\n")
        #expect(Array(variables.keys) == ["A", "B"])
        #expect(variables["A"] == "3")
    }

    @Test func `a bare name takes the value it has outside`() throws {
        let variables = try parse("SHELL_SET\nNOBODY\n")
        #expect(variables == ["SHELL_SET": "shell", "NOBODY": nil])
    }

    @Test func `references see the outside first and then the lines before`() throws {
        let variables = try parse("SHELL_SET=file\nA=1\nB=$SHELL_SET-${A}-${C:-none}")
        #expect(variables["B"] == "shell-1-none")
    }

    @Test func `every bad line is reported with its place and the rest is read`() {
        var collector = DiagnosticCollector()
        let variables = Dotenv.parse(
            "A B=1\nC$=1\nD=\"open\n",
            file: ".env",
            into: &collector,
            lookup: { _ in nil }
        )
        #expect(variables.isEmpty)
        #expect(
            collector.diagnostics.map { $0.description.prefix { $0 != "\n" } } == [
                ".env:1:2: error: a variable name cannot contain a space",
                ".env:2:2: error: unexpected character '$' in a variable name",
                ".env:3:3: error: unterminated quoted value",
            ]
        )
    }

    @Test func `an unset reference is a warning at its place`() {
        var collector = DiagnosticCollector()
        _ = Dotenv.parse("\nA=x $NOBODY", file: ".env", into: &collector, lookup: { _ in nil })
        #expect(
            collector.diagnostics.map(\.description) == [
                ".env:2:5: warning: The \"NOBODY\" variable is not set. Defaulting to a blank string."
            ]
        )
    }

    @Test func `raw lines are taken as they are`() throws {
        let variables = try Dotenv.parseRaw("# c\nA=\"q\" # x \r\nB\nC=$A\n", file: "raw.env") { _ in "outside" }
        #expect(variables == ["A": "\"q\" # x ", "B": "outside", "C": "$A"])
        #expect(throws: DiagnosticsError.self) { try Dotenv.parseRaw("A B=1", file: "raw.env") { _ in nil } }
    }
}
