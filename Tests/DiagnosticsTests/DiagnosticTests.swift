import Diagnostics
import FoundationEssentials
import Testing

@Suite struct DiagnosticTests {
    @Test func `a diagnostic reads as place, severity and message, with notes and hint below`() {
        let diagnostic = Diagnostic(
            .error,
            "unknown service 'dbb' in depends_on",
            path: "services.web.depends_on.dbb",
            at: Diagnostics.SourceLocation(file: "compose.yaml", line: 7, column: 9),
            notes: [
                .init(
                    "services are defined here",
                    at: Diagnostics.SourceLocation(file: "compose.yaml", line: 1, column: 1)
                )
            ],
            hint: "did you mean 'db'?"
        )
        #expect(
            diagnostic.description == """
                compose.yaml:7:9: error: unknown service 'dbb' in depends_on
                compose.yaml:1:1: note: services are defined here
                  hint: did you mean 'db'?
                """
        )
    }

    @Test func `without a file the path says where the problem is`() {
        let diagnostic = Diagnostic(.warning, "no such service", path: "services.web")
        #expect(diagnostic.description == "warning: no such service (services.web)")
        #expect(DiagnosticRenderer().render(diagnostic) == "warning: no such service (services.web)")
    }

    @Test func `locations compare by file, line and column in turn`() {
        let places = [
            Diagnostics.SourceLocation(file: "a.yaml", line: 2, column: 10),
            Diagnostics.SourceLocation(file: "a.yaml", line: 10, column: 1),
            Diagnostics.SourceLocation(file: "a.yaml", line: 10, column: 2),
            Diagnostics.SourceLocation(file: "b.yaml", line: 1, column: 1),
        ]
        #expect(places.reversed().sorted() == places)
    }

    @Test func `a program gets one flat object`() throws {
        let full = Diagnostic(
            .error,
            "port is taken",
            path: "services.web.ports[0]",
            at: Diagnostics.SourceLocation(file: "c.yaml", line: 3, column: 5),
            notes: [.init("taken here", at: Diagnostics.SourceLocation(file: "d.yaml", line: 8, column: 2))],
            hint: "choose another port"
        )
        #expect(
            try json(full) == """
                {"column":5,"file":"c.yaml","hint":"choose another port","line":3,"message":"port is taken",\
                "notes":[{"column":2,"file":"d.yaml","line":8,"message":"taken here"}],"path":"services.web.ports[0]",\
                "severity":"error"}
                """
        )
        #expect(
            try json(Diagnostic(.warning, "no 'quotes\" trouble"))
                == #"{"message":"no 'quotes\" trouble","notes":[],"severity":"warning"}"#
        )
    }

    private func json(_ diagnostic: Diagnostic) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        return String(decoding: try encoder.encode(diagnostic), as: UTF8.self)
    }
}

@Suite struct DiagnosticCollectorTests {
    @Test func `warnings alone do not stop a stage`() throws {
        var collector = DiagnosticCollector()
        try collector.throwIfErrors()
        collector.warning("the attribute 'version' is obsolete", hint: "remove it")
        #expect(!collector.hasErrors)
        try collector.throwIfErrors()
        #expect(
            collector.diagnostics == [Diagnostic(.warning, "the attribute 'version' is obsolete", hint: "remove it")]
        )
    }

    @Test func `an error brings everything that was found, in the order it was found`() throws {
        var collector = DiagnosticCollector()
        collector.warning("first")
        collector.error("second", path: "services.web")
        collector.add(Diagnostic(.error, "third"))
        #expect(collector.hasErrors)
        let collected = collector
        let error = try #require(throws: DiagnosticsError.self) { try collected.throwIfErrors() }
        #expect(error.diagnostics.map(\.message) == ["first", "second", "third"])
        #expect(error.description == "warning: first\nerror: second (services.web)\nerror: third")
    }
}
