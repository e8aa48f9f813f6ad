import Testing

@testable import Diagnostics

@Suite struct DiagnosticRendererTests {
    static func place(_ line: Int, _ column: Int, in file: String = "c.yaml") -> Diagnostics.SourceLocation {
        Diagnostics.SourceLocation(file: file, line: line, column: column)
    }

    /// The rows below the message.
    static func quote(_ source: String, line: Int, column: Int) -> [String] {
        let renderer = DiagnosticRenderer(sources: ["c.yaml": source])
        let text = renderer.render(Diagnostic(.error, "wrong", at: place(line, column)))
        return text.split(separator: "\n", omittingEmptySubsequences: false).dropFirst().map { String($0) }
    }

    @Test func `the line is quoted with a caret under its column`() {
        #expect(Self.quote("services:\n  web: 1\n", line: 2, column: 8) == ["    web: 1", "         ^"])
        #expect(Self.quote("a: b", line: 1, column: 1) == ["  a: b", "  ^"])
    }

    @Test func `tabs stay tabs in the margin`() {
        #expect(Self.quote("a:\t\tb", line: 1, column: 5) == ["  a:\t\tb", "    \t\t^"])
    }

    @Test func `wide letters take two cells of the margin and marks none`() {
        #expect(Self.quote("名前: x", line: 1, column: 5) == ["  名前: x", "        ^"])
        #expect(Self.quote("🐳: x", line: 1, column: 4) == ["  🐳: x", "      ^"])
        #expect(Self.quote("e\u{301}: x", line: 1, column: 5) == ["  e\u{301}: x", "     ^"])
    }

    @Test func `a long line is cut to a window around the column`() {
        let line = String(repeating: "a", count: 300) + "X" + String(repeating: "b", count: 300)
        let quote = Self.quote(line, line: 1, column: 301)
        let before = String(repeating: "a", count: 60)
        let after = String(repeating: "b", count: 99)
        #expect(quote == ["  …\(before)X\(after)…", "   \(String(repeating: " ", count: 60))^"])
    }

    @Test func `a long line is cut only where it goes on`() {
        let line = String(repeating: "a", count: 200)
        let start = Self.quote(line, line: 1, column: 3)
        #expect(start == ["  \(String(repeating: "a", count: 160))…", "    ^"])
        let end = Self.quote(line, line: 1, column: 200)
        #expect(end == ["  …\(String(repeating: "a", count: 160))", "   \(String(repeating: " ", count: 159))^"])
    }

    @Test func `every kind of line break ends a line`() {
        let source = "one: 1\r\ntwo: 2\rthree: 3\nfour: 4"
        #expect(Self.quote(source, line: 1, column: 6) == ["  one: 1", "       ^"])
        #expect(Self.quote(source, line: 2, column: 1) == ["  two: 2", "  ^"])
        #expect(Self.quote(source, line: 3, column: 1) == ["  three: 3", "  ^"])
        #expect(Self.quote(source, line: 4, column: 1) == ["  four: 4", "  ^"])
    }

    @Test func `control characters of a file do not reach the terminal`() {
        #expect(Self.quote("a: \u{1B}[31mb", line: 1, column: 4) == ["  a: \u{FFFD}[31mb", "     ^"])
    }

    @Test func `a caret past the end of the line stands right after it`() {
        #expect(Self.quote("a: [1, 2", line: 1, column: 9) == ["  a: [1, 2", "          ^"])
        #expect(Self.quote("a", line: 1, column: 50) == ["  a", "   ^"])
    }

    @Test func `what cannot be quoted is left out`() {
        #expect(Self.quote("a: b", line: 7, column: 1).isEmpty)
        let elsewhere = Diagnostic(.error, "wrong", at: Self.place(1, 1, in: "other.yaml"))
        #expect(DiagnosticRenderer(sources: ["c.yaml": "a"]).render(elsewhere) == "other.yaml:1:1: error: wrong")
    }

    @Test func `notes quote their own place and the hint comes last`() {
        let diagnostic = Diagnostic(
            .error,
            "duplicate key 'web'",
            at: Self.place(2, 1),
            notes: [.init("first defined here", at: Self.place(1, 1))],
            hint: "rename one of them"
        )
        #expect(
            DiagnosticRenderer(sources: ["c.yaml": "web: 1\nweb: 2\n"]).render(diagnostic) == """
                c.yaml:2:1: error: duplicate key 'web'
                  web: 2
                  ^
                c.yaml:1:1: note: first defined here
                  web: 1
                  ^
                  hint: rename one of them
                """
        )
    }

    @Test func `errors come before warnings, then by place, then as they were found`() {
        let diagnostics = [
            Diagnostic(.warning, "w1", at: Self.place(1, 1)),
            Diagnostic(.error, "late", at: Self.place(9, 1)),
            Diagnostic(.error, "other file", at: Self.place(1, 1, in: "z.yaml")),
            Diagnostic(.error, "early", at: Self.place(2, 3)),
            Diagnostic(.error, "early too", at: Self.place(2, 3)),
            Diagnostic(.warning, "w0"),
            Diagnostic(.error, "no place"),
        ]
        #expect(
            diagnostics.inReadingOrder().map(\.message) == [
                "no place", "early", "early too", "late", "other file", "w0", "w1",
            ]
        )
        #expect(DiagnosticRenderer().render(diagnostics).hasPrefix("error: no place\nc.yaml:2:3: error: early\n"))
    }

    @Test func `colour marks severities and carets`() {
        let renderer = DiagnosticRenderer(sources: ["c.yaml": "a"], isColoured: true)
        #expect(
            renderer.render(Diagnostic(.error, "wrong", at: Self.place(1, 1)))
                == "c.yaml:1:1: \u{1B}[1;31merror:\u{1B}[0m wrong\n  a\n  \u{1B}[1;32m^\u{1B}[0m"
        )
        #expect(renderer.render(Diagnostic(.warning, "odd")) == "\u{1B}[1;33mwarning:\u{1B}[0m odd")
    }
}
