import ComposeModel
import Diagnostics
import Glibc
import OrderedCollections
import Testing
import YAML

@testable import ComposeLoader

@Suite struct ServiceEnvironmentTests {
    /// The project after its files were read, and what was found.
    private func resolved(
        _ text: String,
        files: [String: String] = [:],
        environment: [String: String] = [:]
    ) throws -> (project: Project, diagnostics: [Diagnostic]) {
        var project = try Decoding.cleanProject(text, environment: environment)
        var collector = DiagnosticCollector()
        ServiceEnvironment.resolve(
            &project,
            readFile: { (path: String) throws(LocalFile.Problem) -> [UInt8] in
                guard let text = files[path] else { throw LocalFile.Problem(code: ENOENT) }
                return Array(text.utf8)
            },
            into: &collector
        )
        return (project, collector.diagnostics)
    }

    private func variables(
        _ attributes: String,
        files: [String: String],
        environment: [String: String] = [:]
    ) throws -> OrderedDictionary<String, String?>? {
        let result = try resolved("services: {web: \(attributes)}", files: files, environment: environment)
        #expect(result.diagnostics.map(\.description) == [])
        #expect(result.project.services["web"]?.environmentFiles.isEmpty == true)
        return result.project.services["web"]?.environment
    }

    @Test func `later files win over earlier ones, and the service over its files`() throws {
        let found = try variables(
            "{image: x, env_file: [/a, /b], environment: {C: own, D: , E: }}",
            files: ["/a": "A=1\nB=1\nC=1\nD=1\n", "/b": "B=2\nF=$A-$C-$H\n"],
            environment: ["E": "shell", "H": "host"]
        )
        #expect(found == ["A": "1", "B": "2", "C": "own", "D": nil, "F": "1-own-host", "E": "shell"])
    }

    @Test func `raw files are taken as they are`() throws {
        let found = try variables(
            "{image: x, env_file: [{path: /a, format: raw}]}",
            files: ["/a": "# note\nA='$B' # c\nH\nG\n"],
            environment: ["H": "host"]
        )
        #expect(found == ["A": "'$B' # c", "H": "host"])
    }

    @Test func `a missing file is an error where it is named, unless it need not be there`() throws {
        let result = try resolved("services:\n  web:\n    image: x\n    env_file:\n      - /nowhere.env\n")
        #expect(
            result.diagnostics == [
                Diagnostic(
                    .error,
                    "env file '/nowhere.env' not found",
                    path: "services.web.env_file[0]",
                    at: Diagnostics.SourceLocation(file: "compose.yaml", line: 5, column: 9),
                    hint: "create it, or write 'required: false' beside its 'path'"
                )
            ]
        )
        #expect(try variables("{image: x, env_file: [{path: /no, required: false}]}", files: [:]) == [:])
    }

    @Test func `an unknown format is refused`() throws {
        let result = try resolved(
            "services: {web: {image: x, env_file: [{path: /a, format: json}]}}",
            files: ["/a": "A=1"]
        )
        #expect(result.diagnostics.map(\.message) == ["unknown env_file format 'json'"])
    }

    @Test func `labels of files are overridden by the service's own, and the files stay named`() throws {
        let result = try resolved(
            "services: {web: {image: x, label_file: [/a, /b], labels: {one: own}}}",
            files: ["/a": "one=a\ntwo=a\n", "/b": "two=b\n"]
        )
        let web = result.project.services["web"]
        #expect(web?.labels == ["one": "own", "two": "b"])
        #expect(web?.labelFiles == ["/a", "/b"])
        #expect(try resolved("services: {web: {image: x, label_file: /no}}").diagnostics.count == 1)
    }

    @Test func `secrets and configs take their content from variables`() throws {
        let project = try resolved(
            "services: {web: {image: x}}\nsecrets: {s: {environment: S}, u: {environment: U}}\nconfigs: {c: {environment: S}}",
            environment: ["S": "hidden"]
        ).project
        #expect(project.secrets["s"]?.content == "hidden")
        #expect(project.secrets["u"]?.content == nil)
        #expect(project.configs["c"]?.content == "hidden")
    }

    @Test func `services that are not enabled keep their files unread`() throws {
        let result = try resolved("services: {web: {image: x}, off: {image: x, profiles: [p], env_file: /no}}")
        #expect(result.diagnostics.isEmpty)
        #expect(result.project.disabledServices["off"]?.environmentFiles.map(\.path) == ["/no"])
    }
}
