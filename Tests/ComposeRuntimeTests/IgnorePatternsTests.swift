import Testing

@testable import ComposeRuntime

/// What a `.dockerignore` file keeps out of a build context.
@Suite struct IgnorePatternsTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var patterns: String
        var ignored: [String]
        var kept: [String]

        init(_ patterns: String, ignores ignored: [String], keeps kept: [String]) {
            self.patterns = patterns
            self.ignored = ignored
            self.kept = kept
        }

        var testDescription: String { patterns.split(separator: "\n").joined(separator: " ⏎ ") }
    }

    static let cases: [Case] = [
        // A pattern without a slash is about the top only.
        Case("*.log", ignores: ["a.log", ".log"], keeps: ["logs/a.log", "a.log.txt"]),
        Case("secret", ignores: ["secret", "secret/key"], keeps: ["a/secret", "secrets"]),
        Case("a/b", ignores: ["a/b", "a/b/c"], keeps: ["a", "a/c", "x/a/b"]),
        Case("*/temp*", ignores: ["a/temp", "a/temporary.txt"], keeps: ["temp", "a/b/temp"]),
        Case("temp?", ignores: ["tempa"], keeps: ["temp", "tempab"]),
        // Two stars stand for any number of directories, none included.
        Case("**/x", ignores: ["x", "a/x", "a/b/x", "a/x/y"], keeps: ["ax", "a/xy"]),
        Case("**/*.go", ignores: ["a.go", "a/b/c.go"], keeps: ["a.gox"]),
        Case("a/**", ignores: ["a/b", "a/b/c"], keeps: ["b/a"]),
        Case("a/**/z", ignores: ["a/z", "a/b/z", "a/b/c/z"], keeps: ["z", "b/z"]),
        Case("**", ignores: ["a", "a/b"], keeps: []),
        Case("*", ignores: ["a", ".hidden", "a/b"], keeps: []),
        // Exceptions bring back; the last pattern that matches decides.
        Case("*.md\n!README.md", ignores: ["NOTES.md"], keeps: ["README.md"]),
        Case("*.md\n!README*.md\nREADME-secret.md", ignores: ["README-secret.md"], keeps: ["README.md"]),
        Case("!README.md\n*.md", ignores: ["README.md"], keeps: []),
        Case("docs\n!docs/keep", ignores: ["docs", "docs/other"], keeps: ["docs/keep", "docs/keep/deep"]),
        Case("*\n!src\n!go.mod", ignores: ["a", "b/c"], keeps: ["src", "src/a.c", "go.mod"]),
        Case("**/node_modules\n!keep/node_modules", ignores: ["a/node_modules/x"], keeps: ["keep/node_modules/x"]),
        // Slashes at either end, dots and spaces around a pattern count for nothing.
        Case("/build/", ignores: ["build", "build/a.o"], keeps: ["src/build"]),
        Case("./build", ignores: ["build"], keeps: ["src/build"]),
        Case("a/../b", ignores: ["b"], keeps: ["a"]),
        Case("  spaced   \n\n", ignores: ["spaced"], keeps: ["other"]),
        Case("!  README.md\n*.md\n! README.md", ignores: ["NOTES.md"], keeps: ["README.md"]),
        // Comments start a line; a later sign is part of the name.
        Case("# note\n#also\nname#1", ignores: ["name#1"], keeps: ["# note", "#also", "name"]),
        Case("\u{FEFF}first", ignores: ["first"], keeps: ["second"]),
        Case("one\r\ntwo\r\n", ignores: ["one", "two"], keeps: ["three"]),
        // Sets, ranges, and letters that stand for themselves.
        Case("[ab].txt", ignores: ["a.txt", "b.txt"], keeps: ["c.txt", "ab.txt"]),
        Case("[a-c]1", ignores: ["a1", "c1"], keeps: ["d1", "-1"]),
        Case("[^a]1", ignores: ["b1"], keeps: ["a1", "1"]),
        Case("\\*.txt", ignores: ["*.txt"], keeps: ["a.txt"]),
        Case("a*b*c", ignores: ["abc", "aXbYc", "abbbc"], keeps: ["ab", "acb"]),
        Case("", ignores: [], keeps: ["a", "b/c"]),
    ]

    @Test(arguments: IgnorePatternsTests.cases) func `patterns ignore what they say and keep the rest`(_ example: Case)
    {
        let patterns = IgnorePatterns(example.patterns)
        for path in example.ignored { #expect(patterns.ignores(path), "\(path) is kept") }
        for path in example.kept { #expect(!patterns.ignores(path), "\(path) is ignored") }
    }

    @Test func `only exceptions make it necessary to look into what is ignored`() {
        #expect(!IgnorePatterns("a\nb").hasExceptions)
        #expect(IgnorePatterns("a\n!a/b").hasExceptions)
        #expect(IgnorePatterns("# nothing\n\n").isEmpty)
    }
}
