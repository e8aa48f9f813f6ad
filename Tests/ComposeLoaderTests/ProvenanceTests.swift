import ComposeModel
import Diagnostics
import Testing
import YAML

@testable import ComposeLoader

@Suite struct ProvenanceTests {
    /// A project with its origins, from files of which the first ones are laid over each other.
    private func loaded(
        _ files: [String: String],
        _ names: [String] = ["compose.yaml"],
        environment: [String: String] = [:]
    ) throws -> (model: CanonicalValue, provenance: Provenance) {
        let project = try TemporaryProject(files)
        defer { withExtendedLifetime(project) {} }
        var request = LoadRequest(currentDirectory: project.directory, environment: environment)
        request.files = names
        request.resolvesEnvironment = false
        request.advises = false
        var loaded = try ProjectLoader.load(request, recordsProvenance: true)
        var provenance = try #require(loaded.provenance)
        let recorder = SettingsRecorder(currentDirectory: project.directory)
        var collector = DiagnosticCollector()
        ServiceEnvironment.resolve(&loaded.project, into: &collector, recording: recorder)
        provenance.add(recorder)
        return (model: loaded.project.canonicalYAML, provenance: provenance)
    }

    /// `wins compose.yaml:1:2 'value'` for each claim on a path.
    private func claims(_ path: String, _ known: (model: CanonicalValue, provenance: Provenance)) throws -> [String] {
        let steps = try #require(ProvenancePath.steps(of: path, in: known.model, known.provenance))
        return known.provenance.explanation(of: steps).claims.map { claim in
            let standing: String =
                switch claim.standing {
                case .wins: "wins"
                case .contributes: "contributes"
                case .overridden: "overridden"
                case .silent: "silent"
                case .removed(let place): "removed by \(place)"
                }
            return "\(standing) \(claim.place) \(claim.value)"
        }
    }

    private func origin(_ path: String, _ known: (model: CanonicalValue, provenance: Provenance)) throws -> ValueOrigin
    {
        let steps = try #require(ProvenancePath.steps(of: path, in: known.model, known.provenance))
        return steps.reduce(known.provenance.root) { cursor, step in cursor.child(step) }.origin
    }

    private func place(_ file: String, _ line: Int, _ column: Int) -> Diagnostics.SourceLocation {
        Diagnostics.SourceLocation(file: file, line: line, column: column)
    }

    @Test func `nothing is recorded unless it is asked for`() throws {
        let project = try TemporaryProject(["compose.yaml": "services: {web: {image: a}}"])
        #expect(try project.load().provenance == nil)
    }

    @Test func `a later file overrides an earlier one`() throws {
        let known = try loaded(
            [
                "a.yaml": "services:\n  web:\n    image: one\n    hostname: h\n",
                "b.yaml": "services:\n  web:\n    image: two\n    hostname:\n",
            ],
            ["a.yaml", "b.yaml"]
        )
        #expect(
            try claims("services.web.image", known) == ["overridden a.yaml:3:12 'one'", "wins b.yaml:3:12 'two'"]
        )
        let hostname = try claims("services.web.hostname", known)
        #expect(hostname.first == "wins a.yaml:4:15 'h'")
        #expect(hostname.last?.hasPrefix("silent b.yaml:4:") == true)
        #expect(try origin("services.web.image", known) == ValueOrigin(.written(place("b.yaml", 3, 12))))
    }

    @Test func `a base comes before what extends it, through other files and chains`() throws {
        let known = try loaded([
            "compose.yaml": "services:\n  web:\n    extends: {file: base.yaml, service: mid}\n    image: c\n",
            "base.yaml": "services:\n  root:\n    image: a\n    user: r\n  mid:\n    extends: root\n    image: b\n",
        ])
        #expect(
            try claims("services.web.image", known) == [
                "overridden base.yaml:3:12 'a'", "overridden base.yaml:7:12 'b'", "wins compose.yaml:4:12 'c'",
            ]
        )
        let steps = try #require(ProvenancePath.steps(of: "services.web.user", in: known.model, known.provenance))
        #expect(
            known.provenance.explanation(of: steps).claims.map(\.source) == [
                .document([
                    .extended(base: "root", by: "mid", at: place("base.yaml", 6, 14)),
                    .extended(base: "mid", by: "web", at: place("compose.yaml", 3, 14)),
                ])
            ]
        )
    }

    @Test func `an included file counts less than the one that includes it`() throws {
        let known = try loaded([
            "compose.yaml": "include: [sub/db.yaml]\nservices: {db: {image: mine}}",
            "sub/db.yaml": "services: {db: {image: theirs, user: u}}",
        ])
        #expect(
            try claims("services.db.image", known) == [
                "overridden sub/db.yaml:1:24 'theirs'", "wins compose.yaml:2:24 'mine'",
            ]
        )
        #expect(try claims("services.db.user", known) == ["wins sub/db.yaml:1:38 'u'"])
    }

    @Test func `variables are told with who gave them`() throws {
        let known = try loaded(
            [
                "compose.yaml":
                    "services:\n  web:\n    image: a:$FILE-$PROC-${NONE:-x}\n    environment: [BARE, PROC]\n",
                ".env": "# first\nFILE=f\nPROC=shadowed\n",
            ],
            environment: ["PROC": "p"]
        )
        #expect(
            try origin("services.web.image", known).variables == [
                VariableOrigin("FILE", .file(place(".env", 2, 1))), VariableOrigin("PROC", .process),
                VariableOrigin("NONE", .fallback),
            ]
        )
        #expect(try origin("services.web.environment.PROC", known).variables == [VariableOrigin("PROC", .process)])
        #expect(try origin("services.web.environment.BARE", known).variables.isEmpty)
    }

    @Test func `files of variables count less than the service, and the later of them more`() throws {
        let known = try loaded([
            "compose.yaml":
                "services:\n  web:\n    image: a\n    env_file: [a.env, b.env]\n    environment: {B: own}\n",
            "a.env": "A=1\nB=1\n",
            "b.env": "\nA=2\n",
        ])
        #expect(
            try claims("services.web.environment.A", known) == ["overridden a.env:1:1 '1'", "wins b.env:2:1 '2'"]
        )
        #expect(
            try claims("services.web.environment.B", known) == [
                "overridden a.env:2:1 '1'", "wins compose.yaml:5:22 'own'",
            ]
        )
        #expect(try origin("services.web.environment.A", known) == ValueOrigin(.written(place("b.env", 2, 1))))
    }

    @Test func `what a tag takes out is told`() throws {
        let known = try loaded(
            [
                "a.yaml": "services:\n  web:\n    image: one\n    user: u\n",
                "b.yaml": "services:\n  web:\n    user: !reset null\n",
            ],
            ["a.yaml", "b.yaml"]
        )
        let user = try claims("services.web.user", known)
        #expect(user.count == 1)
        #expect(user.first?.hasPrefix("removed by b.yaml:3:") == true)
    }

    @Test func `items of lists are known by what makes them one`() throws {
        let known = try loaded(
            [
                "a.yaml":
                    "services:\n  web:\n    image: a\n    volumes: [\"xa:/one\", \"yb:/two\"]\nvolumes: {xa: , yb: , zc: }\n",
                "b.yaml": "services:\n  web:\n    volumes: [\"zc:/two\"]\n",
            ],
            ["a.yaml", "b.yaml"]
        )
        #expect(
            try claims("services.web.volumes[1].source", known) == [
                "overridden a.yaml:4:26 'yb'", "wins b.yaml:3:15 'zc'",
            ]
        )
    }

    @Test func `keys may have dots in them`() throws {
        let known = try loaded([
            "compose.yaml":
                "services:\n  web:\n    image: a\n    labels:\n      com.example.a: \"1\"\n      com: \"2\"\n"
        ])
        #expect(try claims("services.web.labels.com.example.a", known) == ["wins compose.yaml:5:22 '1'"])
        #expect(ProvenancePath.steps(of: "services.webb.image", in: known.model, known.provenance) == nil)
        #expect(ProvenancePath.nearest(to: "services.webb.image", in: known.model) == "services.web")
    }

    @Test func `what nobody wrote is implied`() throws {
        let known = try loaded(["compose.yaml": "services: {web: {image: a}}"])
        #expect(try origin("networks.default.name", known) == ValueOrigin(.implied))
        #expect(try origin("name", known) == ValueOrigin(.directory))
        let steps = try #require(ProvenancePath.steps(of: "networks.default.name", in: known.model, known.provenance))
        #expect(known.provenance.explanation(of: steps).claims.isEmpty)
    }
}
