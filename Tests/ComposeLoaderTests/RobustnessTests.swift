import ComposeModel
import Diagnostics
import Glibc
import Testing
import YAML

@testable import ComposeLoader

/// Inputs that nobody writes by accident end in an answer, soon and in little memory.
@Suite struct RobustnessTests {
    private func times(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    /// What is found wrong with a compose file that stands alone.
    private func problems(_ text: String) throws -> [String] {
        try TemporaryProject(["compose.yaml": text]).problems { $0.checksConsistency = true }
    }

    // MARK: - Variables

    @Test func `variables inside the words of others are bounded`() throws {
        func nested(_ count: Int) -> String { "\(times("${A:-", count))x\(times("}", count))" }
        #expect(try Substitution.expand(nested(50)) { _ in nil }.text == "x")
        let failure = try #require(throws: Substitution.Failure.self) {
            try Substitution.expand(nested(100_000)) { _ in nil }
        }
        #expect(failure == Substitution.Failure(.malformed, offset: 0))
        #expect(Substitution.variables(in: nested(100_000)).isEmpty)
    }

    @Test func `braces that never match are searched for once`() throws {
        let text = times("${A:-{}\n", 100_000)
        #expect(try Substitution.expand(text) { _ in nil }.text == times("{\n", 100_000))
    }

    @Test func `very many unset variables in one value take no longer than few`() throws {
        let outcome = try Substitution.expand(times("$A", 200_000)) { _ in nil }
        #expect(outcome.unset.count == 200_000)
        #expect(outcome.unset.last?.offset == 399_998)
    }

    @Test func `variables that multiply each other are refused`() throws {
        var lines = ["A0=xxxxxxxx"]
        for index in 1...40 { lines.append("A\(index)=$A\(index - 1)$A\(index - 1)$A\(index - 1)") }
        let text = lines.joined(separator: "\n")
        let error = try #require(throws: DiagnosticsError.self) {
            try Dotenv.parse(text, file: ".env") { _ in nil }
        }
        #expect(error.diagnostics.first?.message == "the variables stand for too much text")
    }

    // MARK: - Services

    @Test func `services that extend each other in a long row are refused`() throws {
        var text = "services:\n"
        for index in 0..<5_000 { text += "  s\(index): {extends: s\(index + 1)}\n" }
        let found = try problems("\(text)  s5000: {image: a}\n")
        #expect(found.first?.contains("error: services extend each other more than 100 deep") == true)
    }

    @Test func `files that include the next one twice are counted`() throws {
        var files = ["compose.yaml": "include: [f0.yaml]"]
        for index in 0..<50 { files["f\(index).yaml"] = "include: [f\(index + 1).yaml, f\(index + 1).yaml]" }
        files["f50.yaml"] = "services: {a: {image: b}}"
        let found = try TemporaryProject(files).problems()
        #expect(found.contains { $0.contains("error: more than 1000 models are included") })
    }

    @Test func `ranges of ports cannot stand for more ports than there are`() throws {
        #expect(try problems("services: {a: {image: b, ports: ['1-1000']}}") == [])
        let found = try problems("services: {a: {image: b, ports: ['1-65535', '1-65535/udp']}}")
        #expect(found.count == 1)
        #expect(found.first?.contains("ranges stand for more than 65536 ports in all") == true)
    }

    @Test func `a file holds no more documents than can be laid over each other in time`() throws {
        let document = "---\nservices: {a: {image: b, security_opt: [c]}}\n"
        let found = try problems(String(repeating: document, count: 4_096))
        #expect(found == ["compose.yaml:1:1: error: the file has 4096 documents, more than the 500 that are read"])
    }

    @Test func `very many containers of one service are refused`() throws {
        let found = try problems("services: {a: {image: b, scale: 9223372036854775807}}")
        #expect(found.count == 1)
        #expect(found.first?.contains("wants 9223372036854775807 containers, more than 100000") == true)
    }

    @Test func `a list of equal mappings is compared in one pass`() throws {
        let root = try YAMLNode.parsed("services: {a: {image: b, ports: [\(times("{target: 80}, ", 5_000))]}}")
        var collector = DiagnosticCollector()
        SchemaCheck.check(root, into: &collector)
        #expect(collector.diagnostics.count == 4_999)
        #expect(collector.diagnostics.last?.notes.first?.location.column == 34)
    }

    @Test func `a value counts as repeated whatever the order of its keys`() throws {
        func value(_ text: String) throws -> NodeValue { NodeValue(node: try YAMLNode.parsed(text)) }
        let one = try value("{a: 1, b: [.nan]}")
        let other = try value("{b: [.nan], a: 1}")
        #expect(one == other)
        #expect(one.hashValue == other.hashValue)
        #expect(try value("{a: 1}") != value("{a: '1'}"))
    }

    @Test func `very many unknown names are reported in reasonable time`() throws {
        var text = "services:\n"
        for index in 0..<2_000 { text += "  service\(index): {image: a, depends_on: [servise\(index)]}\n" }
        let found = try problems(text)
        #expect(found.count == 2_000)
        #expect(found.first?.contains("did you mean 'service0'?") == true)
    }

    @Test func `a mount of any length is taken apart`() throws {
        let spec = try VolumeSpec("/a:/\(times("b", 200_000)):ro")
        #expect(spec.target.utf8.count == 200_001)
    }

    // MARK: - Files

    @Test func `a device that never ends is not read to its end`() throws {
        let problem = try #require(throws: LocalFile.Problem.self) { try LocalFile.read("/dev/zero") }
        #expect(problem.code == EFBIG)
    }

    @Test func `a path ends at no NUL`() throws {
        let problem = try #require(throws: LocalFile.Problem.self) { try LocalFile.read("/dev/null\0.yaml") }
        #expect(problem.code == EINVAL)
    }

    @Test func `links in a circle, directories and missing files are named as what they are`() throws {
        let project = try TemporaryProject(["sub/a": "", "compose.yaml": "include: [loop, sub, gone]"])
        try #require(symlink("loop", "\(project.directory)/loop") == 0)
        let found = project.problems()
        #expect(found.contains { $0.contains("too many levels of symbolic links") })
        #expect(found.contains { $0.contains("is a directory") })
        #expect(found.contains { $0.contains("no such file or directory") })
    }

    @Test func `an empty file, a byte order mark and Windows line ends are read`() throws {
        #expect(try problems("").first?.contains("empty compose file") == true)
        #expect(try problems("\u{FEFF}").first?.contains("empty compose file") == true)
        #expect(try problems("\u{FEFF}services:\r\n  a:\r\n    image: b\r\n") == [])
        #expect(try problems("services: {a: {image: \"b\u{0}\"}}").first?.contains("NUL") == true)
    }
}
