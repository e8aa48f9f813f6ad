import ComposeModel
import Diagnostics
import FoundationEssentials
import OrderedCollections
import TerminalOutput
import Testing

@testable import ComposeCommands

@Suite struct DiagnosticsFormatTests {
    private let place = Diagnostics.SourceLocation(file: "compose.yaml", line: 4, column: 5)

    @Test func `each finding is an object on a line, errors first`() {
        let text = DiagnosticLines.text(of: [
            Diagnostic(.warning, "careful"), Diagnostic(.error, "no", path: "services.web", at: place, hint: "go"),
        ])
        #expect(
            text == """
                {"column":5,"file":"compose.yaml","hint":"go","line":4,"message":"no","notes":[],"path":"services.web","severity":"error"}
                {"message":"careful","notes":[],"severity":"warning"}
                """
        )
    }

    @Test func `a notice has its findings for programs`() {
        let finding = Diagnostic(.error, "no", at: place)
        #expect(FailureNotice(DiagnosedFailure(diagnostics: [finding], sources: [:])).diagnostics == [finding])
        #expect(
            FailureNotice(CommandFailure("no such service: a", hint: "b")).diagnostics == [
                Diagnostic(.error, "no such service: a", hint: "b")
            ]
        )
        #expect(FailureNotice(CancellationError()).diagnostics.isEmpty)
    }

    @Test func `strict makes errors of warnings and of nothing else`() {
        let findings = [Diagnostic(.warning, "careful", at: place), Diagnostic(.error, "no")]
        #expect(findings.asErrors() == [Diagnostic(.error, "careful", at: place), Diagnostic(.error, "no")])
    }

    // MARK: - Loading

    private static let warned = "version: '3'\nservices: {web: {image: a}}\n"

    /// What standard error gets while a project is loaded with these options.
    private func errors(_ options: String..., file text: String = Self.warned) throws -> (said: String, failed: Bool) {
        let directory = "/tmp/compose-commands-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        // What is left behind only takes room in the temporary directory.
        defer { try? FileManager.default.removeItem(atPath: directory) }
        try Data(text.utf8).write(to: URL(filePath: "\(directory)/compose.yaml"))
        let handle = try DescriptorFile(path: "\(directory)/errors")
        // The descriptor must not be closed before everything is written.
        defer { withExtendedLifetime(handle) {} }
        var surroundings = Surroundings(environment: [:], currentDirectory: directory)
        surroundings.errors = FileOutput(descriptor: handle.descriptor)
        guard case .run(_, let globals) = try CommandLineRequest.read(options + ["config"]) else { return ("", false) }
        let context = CommandContext(globals, surroundings)
        var failed = false
        do {
            _ = try context.load(context.loadRequest)
        } catch {
            failed = true
            _ = FailureNotice(error).print(to: context.errors, asJSON: false, diagnostics: globals.diagnosticsFormat)
        }
        let said = FileManager.default.contents(atPath: "\(directory)/errors") ?? Data()
        return (String(decoding: said, as: UTF8.self), failed)
    }

    @Test func `warnings are text, or objects where they are asked for`() throws {
        let text = try errors()
        #expect(text.said.hasPrefix("compose.yaml:1:1: warning: the attribute 'version' is obsolete"))
        #expect(!text.failed)
        let json = try errors("--diagnostics", "json")
        #expect(json.said.hasPrefix(#"{"column":1,"file":"compose.yaml","hint":"#))
        #expect(json.said.hasSuffix("\"severity\":\"warning\"}\n"))
        #expect(!json.failed)
    }

    @Test func `strict refuses what is only warned of`() throws {
        let strict = try errors("--strict")
        #expect(strict.failed)
        #expect(strict.said.hasPrefix("compose.yaml:1:1: error: the attribute 'version' is obsolete"))
        let clean = try errors("--strict", file: "services: {web: {image: a}}\n")
        #expect(!clean.failed)
        #expect(clean.said.isEmpty)
    }

    @Test func `errors are objects, too, without their count`() throws {
        let wrong = try errors("--diagnostics=json", file: "services: {web: {imge: a, prots: []}}\n")
        #expect(wrong.failed)
        #expect(wrong.said.split(separator: "\n").count == 2)
        #expect(wrong.said.split(separator: "\n").allSatisfy { $0.hasPrefix("{") && $0.hasSuffix("}") })
    }
}
