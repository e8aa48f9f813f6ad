internal import ComposeModel
internal import ComposePlan
internal import ComposeRuntime
internal import DockerEngine
internal import OrderedCollections

/// A job that has been started, and its end.
struct JobRun: Sendable {
    let engine: EngineClient
    let project: Project
    let service: String

    /// How many of the last lines of its output are kept.
    private static let outputLines = 20

    /// Waits for the end.
    func ending() async -> WorkOutcome {
        do {
            guard let container = try await container() else {
                return .failed("the container of job '\(service)' is gone", evidence: [])
            }
            let code = try await engine.waitForContainer(container)
            return .ended(code: code, output: await output(of: container))
        } catch {
            return WorkOutcome(error)
        }
    }

    private func container() async throws -> String? {
        let labels = [
            "\(ComposeLabel.project)=\(project.name)", "\(ComposeLabel.service)=\(service)",
            "\(ComposeLabel.oneOff)=False",
        ]
        let found = try await engine.listContainers(all: true, filters: ["label": labels])
        return found.max { $0.created < $1.created }?.id
    }

    private func output(of container: String) async -> [String] {
        await ContainerOutput(engine: engine, project: project)
            .lastLines(of: container, service: service, count: Self.outputLines)
    }
}
