import Foundation
import Testing

/// The compose files that come with the program; no engine is asked.
@Suite(.timeLimit(.minutes(1))) struct ExampleScenarios {
    /// `compose.yaml` at the top and in each directory of `examples`.
    static let files: [String] = {
        let examples = "\(Repository.root)/examples"
        // A directory that cannot be read leaves too few files, which is noticed.
        let names = (try? FileManager.default.contentsOfDirectory(atPath: examples)) ?? []
        let candidates = ["compose.yaml"] + names.sorted().map { "examples/\($0)/compose.yaml" }
        return candidates.filter { FileManager.default.fileExists(atPath: "\(Repository.root)/\($0)") }
    }()

    @Test func `there are examples`() {
        #expect(Self.files.count >= 4)
    }

    @Test(arguments: ExampleScenarios.files) func `an example is a correct file`(path: String) async throws {
        let file = "\(Repository.root)/\(path)"
        let environment = ["PATH": "/usr/bin:/bin", "HOME": "/tmp", "DOCKER_HOST": "unix:///nonexistent"]
        let program = try Program(["-f", file, "config", "-q"], in: "/tmp", environment: environment, input: nil)
        let outcome = try await program.outcome()
        #expect(outcome.status == 0, "\(outcome)")
        #expect(!outcome.errors.contains("warning"), "\(outcome)")
    }
}
