import Testing

@testable import YAML

@Suite struct SyntaxFaultTests {
    @Test(arguments: ["a:\n\tb: 1\n", "a: 1\n\tb: 2\n", "a: x\n\tb: 1\n"])
    func `a tab that indents is named`(text: String) throws {
        #expect(
            try problems(text) == [
                "compose.yaml:2:1: error: a tab cannot be used for indentation\n  hint: use spaces"
            ]
        )
    }

    private static let oneLiners: [(String, String)] = [
        ("a: b: c", "1:5: error: a second ':' in one line is not allowed here\n  hint: quote the value"),
        ("a: 1\n  b: 2", "2:4: error: a key is not allowed here: the value above goes on in this line"),
        ("a: @x", "1:4: error: '@' cannot start a value\n  hint: quote the value"),
        ("a: `x`", "1:4: error: '`' cannot start a value"),
        ("a: - b", "1:4: error: a list item cannot start here"),
        ("a: ]", "1:4: error: unexpected ']'"),
        ("a: \"x\" y", "1:8: error: unexpected 'y' after the value\n  hint: quote the value as a whole"),
        ("a: 'it's'", "1:8: error: unexpected 's' after the value"),
        ("a: 1\nb\n", "2:1: error: this line has no ':' after its key"),
        ("a: \"\\q\"", "1:5: error: unknown escape '\\q'"),
        ("a: &\n", "1:4: error: the name of an anchor is made of letters, digits, '-' and '_'"),
        ("a: !x!y z", "1:4: error: the tag is not defined"),
        ("a: 1\n... b", "2:5: error: text follows the end of the document"),
    ]

    @Test(arguments: SyntaxFaultTests.oneLiners)
    func `a syntax error is told in plain words where it is`(text: String, expected: String) throws {
        let found = try problems(text)
        #expect(found.count == 1)
        #expect(found[0].hasPrefix("compose.yaml:\(expected)"))
    }

    @Test func `an open bracket is reported where it was opened`() throws {
        #expect(
            try problems("a: [1, 2\nb: 3\n") == [
                """
                compose.yaml:1:4: error: '[' is not closed, or a ',' is missing after it
                compose.yaml:2:2: note: expected ',' or ']' before this
                  hint: add ']'
                """
            ]
        )
        #expect(
            try problems("a: {b: 1,\n") == [
                """
                compose.yaml:1:4: error: '{' is never closed
                compose.yaml:2:1: note: the text ends here
                  hint: add '}'
                """
            ]
        )
    }

    @Test func `an open quote is reported where it was opened`() throws {
        #expect(
            try problems("a: 'abc\nb: 1\n") == [
                """
                compose.yaml:1:4: error: the quote is never closed
                compose.yaml:3:1: note: the text ends here
                  hint: add '
                """
            ]
        )
    }

    @Test func `a line with the wrong indentation is reported with the mapping it should fit`() throws {
        #expect(
            try problems("services:\n  web:\n    image: x\n   ports: 1\n") == [
                """
                compose.yaml:4:4: error: this line does not fit the mapping it stands in
                compose.yaml:2:3: note: the mapping starts here
                  hint: check how far the line is indented
                """
            ]
        )
        #expect(
            try problems("a:\n  - b\n  c: 1\n")[0].hasPrefix(
                "compose.yaml:3:3: error: this line does not fit the list it stands in\ncompose.yaml:2:3: note: the list"
            )
        )
    }

    @Test func `repeated keys before a syntax error are reported with it`() throws {
        let found = try problems("a: 1\na: 2\nb: @\n")
        #expect(found.count == 2)
        #expect(found[0].contains("mapping key 'a' is already defined"))
        #expect(found[1].contains("'@' cannot start a value"))
    }

    private static let unreadable: [([UInt8], String)] = [
        (Array("a: 1\nb: é".utf8) + [0xFF], "2:5: error: the file is not valid UTF-8"),
        (Array("a: x".utf8) + [0], "1:5: error: a NUL byte is not allowed"),
        (Array("\u{FEFF}a: ".utf8) + [1], "1:4: error: the control character U+0001 is not allowed"),
        (Array("a: x".utf8) + [0xC3], "1:5: error: the file is not valid UTF-8"),
    ]

    @Test(arguments: SyntaxFaultTests.unreadable)
    func `a byte that is no text is reported at its place`(bytes: [UInt8], expected: String) throws {
        let found = try problems(bytes)
        #expect(found.count == 1)
        #expect(found[0].hasPrefix("compose.yaml:\(expected)"))
    }
}
