import Testing

@testable import ComposeLoader

@Suite struct ShellWordsTests {
    @Test(arguments: [
        ("a  b\tc", ["a", "b", "c"]), ("a 'b c' d", ["a", "b c", "d"]), (#"a "b 'c'" "#, ["a", "b 'c'"]),
        (#"a\ b "c\"d""#, ["a b", "c\"d"]), ("a '' b", ["a", "", "b"]), ("a$(b c) d", ["a$(b c)", "d"]),
        ("a`b c`", ["a`b c`"]), (#"'a\b'"#, [#"a\b"#]), ("", []), ("sh -c 'a && b'", ["sh", "-c", "a && b"]),
    ])
    func `a line is split into words`(line: String, words: [String]) throws {
        let split = try ShellWords(line)
        #expect(split.words == words)
        #expect(split.dropped == nil)
    }

    @Test(arguments: [
        ("a && b", ["a"], "&& b"), ("a 2>x", ["a"], ">x"), ("a>b", ["a"], ">b"), ("a; b", ["a"], "; b"),
    ])
    func `an operator ends the command`(line: String, words: [String], dropped: String) throws {
        let split = try ShellWords(line)
        #expect(split.words == words)
        #expect(split.dropped == dropped)
    }

    @Test(arguments: ["a 'b", "a \"b", "a (b)", "a b)", "a\\", "`a"])
    func `what is not closed is no line`(line: String) {
        #expect(throws: ShellWords.Problem.self) { try ShellWords(line) }
    }
}
