import ComposeModel
import Diagnostics
import Testing
import YAML

@testable import ComposeLoader

@Suite struct ProjectSetupTests {
    private let service = "services: {web: {image: i}}"

    @Test func `the shell wins over the env file here, and that over the one of the project`() throws {
        let project = try TemporaryProject([
            "compose.yaml": service,
            ".env": "A=root\nB=root\nC=root\n",
            "sub/.env": "A=sub\nB=sub\n",
        ])
        let environment = try project.load {
            $0.currentDirectory += "/sub"
            $0.environment = ["A": "shell"]
        }.project.environment
        #expect(["A", "B", "C"].map { environment[$0] } == ["shell", "sub", "root"])
        #expect(environment["PWD"] == project.directory + "/sub")
    }

    @Test func `named env files replace the default one and later ones win`() throws {
        let project = try TemporaryProject([
            "compose.yaml": service, ".env": "A=default\n", "1.env": "A=1\nB=1\n", "2.env": "A=2-$B\n",
        ])
        let named = try project.load { $0.environmentFiles = ["1.env", "2.env"] }.project
        #expect(named.environment["A"] == "2-1")
        #expect(named.environmentFiles == ["1.env", "2.env"].map { "\(project.directory)/\($0)" })
        let listed = try project.load { $0.environment = ["COMPOSE_ENV_FILES": "1.env"] }.project
        #expect(listed.environment["A"] == "1")
        let disabled = try project.load { $0.environment = ["COMPOSE_DISABLE_ENV_FILE": "1"] }.project
        #expect(disabled.environment["A"] == nil)
    }

    @Test func `a broken or missing env file is an error`() throws {
        let project = try TemporaryProject(["compose.yaml": service, "bad.env": "A=1\nB$=2\n"])
        #expect(
            project.problems { $0.environmentFiles = ["no.env"] } == ["error: couldn't find env file: DIR/no.env"]
        )
        #expect(
            project.problems { $0.environmentFiles = ["bad.env"] } == [
                "bad.env:2:2: error: unexpected character '$' in a variable name"
            ]
        )
    }

    @Test func `the name is given, then from the environment, then written, then that of the directory`() throws {
        let files = [
            "My.Dir_/compose.yaml": "name: ${N:-Written Name}\n\(service)", "_Other Dir/compose.yaml": service,
        ]
        let project = try TemporaryProject(files)
        func name(in directory: String, _ change: (inout LoadRequest) -> Void = { _ in }) throws -> String {
            try project.load {
                $0.currentDirectory += "/\(directory)"
                $0.normalizes = true
                change(&$0)
            }.project.name
        }
        #expect(
            try name(in: "My.Dir_") {
                $0.projectName = "flag"
                $0.environment = ["COMPOSE_PROJECT_NAME": "env"]
            } == "flag"
        )
        #expect(try name(in: "My.Dir_") { $0.environment = ["COMPOSE_PROJECT_NAME": "env"] } == "env")
        #expect(try name(in: "My.Dir_") == "writtenname")
        #expect(try name(in: "My.Dir_") { $0.environment = ["N": "n2"] } == "n2")
        #expect(try name(in: "_Other Dir") == "otherdir")
    }

    @Test func `a name that is asked for must be valid`() throws {
        let project = try TemporaryProject(["compose.yaml": "services: {web: {image: \"$COMPOSE_PROJECT_NAME\"}}"])
        let problem = try #require(project.problems { $0.projectName = "Foo" }.first)
        #expect(problem.hasPrefix("error: invalid project name 'Foo' in --project-name"))
        #expect(problem.hasSuffix("hint: use 'foo'"))
        let tree = try project.load { $0.projectName = "foo" }.tree
        #expect(tree.at("services", "web", "image")?.flow == "'foo'")
    }

    @Test(arguments: [("_My.Proj X", "myprojx"), ("ÄB-c_9", "b-c_9"), ("--", ""), ("9a", "9a")])
    func `names are normalised`(name: String, expected: String) {
        #expect(ProjectName.normalized(name) == expected)
    }

    @Test func `a project directory is where paths start and where the env file is`() throws {
        let project = try TemporaryProject([
            "files/compose.yaml": "services: {web: {image: \"$A\", build: ctx}}", "dir/.env": "A=dir\n",
        ])
        let tree = try project.load {
            $0.files = ["files/compose.yaml"]
            $0.projectDirectory = "dir"
        }.tree
        #expect(tree.at("services", "web", "image")?.flow == "'dir'")
        #expect(tree.at("services", "web", "build", "context")?.flow == "'\(project.directory)/dir/ctx'")
    }

    @Test(arguments: [
        ("/a/b", "/a", "b"), ("/a", "/a/b", ".."), ("/a/c", "/a/b", "../c"), ("/a", "/a", "."), ("/x", "/", "x"),
    ])
    func `relative paths lead from one directory to another`(path: String, base: String, expected: String) {
        #expect(PathSyntax.relative(path, from: base) == expected)
    }
}
