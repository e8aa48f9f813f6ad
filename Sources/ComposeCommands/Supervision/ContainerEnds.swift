internal import ComposeModel
internal import ComposePlan
internal import DockerEngine
internal import TerminalOutput

/// Waits for containers to end, and prints the code of each.
struct ContainerEnds: Sendable {
    let open: OpenProject
    /// Whether the project is taken down as soon as the first has ended.
    let takesDown: Bool

    private static let alive: Set<ContainerStatus> = [.running, .paused, .restarting]
    private static let ended: Set<ContainerStatus> = [.exited, .dead]

    /// The code of the last container to end; of the first where that takes all down.
    ///
    /// - Throws: `CommandFailure` when there is no container to wait for.
    func code() async throws -> Int {
        let containers = try await awaited()
        guard !containers.isEmpty else {
            throw CommandFailure("no containers for project \"\(open.project.name)\"", hint: "start them with 'up -d'")
        }
        let engine = open.engine
        return try await withThrowingTaskGroup(of: (id: String, code: Int).self) { group -> Int in
            for container in containers {
                let id = container.id
                group.addTask { (id: id, code: try await engine.waitForContainer(id)) }
            }
            var codes: [Int] = []
            while let end = try await group.next() {
                open.context.output.show("container \"\(end.id)\" exited with status code \(end.code)\n")
                codes.append(end.code)
                if takesDown, codes.count == 1 { try await takeDown() }
            }
            return (takesDown ? codes.first : codes.last) ?? 0
        }
    }

    /// Of each service the containers that run; where none does, those that have ended, whose codes are there at once.
    private func awaited() async throws -> [ContainerSummary] {
        let filters: EngineFilters = [
            "label": ["\(ComposeLabel.project)=\(open.project.name)", ComposeLabel.configHash]
        ]
        let all = try await open.engine.listContainers(all: true, filters: filters).filter { container in
            guard let service = container.labels[ComposeLabel.service] else { return false }
            return open.targets.contains(service) && container.labels[ComposeLabel.oneOff] != "True"
        }
        let services = Dictionary(grouping: all) { $0.labels[ComposeLabel.service] ?? "" }
        return services.values.flatMap { containers -> [ContainerSummary] in
            let running = containers.filter { Self.alive.contains($0.state) }
            return running.isEmpty ? containers.filter { Self.ended.contains($0.state) } : running
        }
    }

    private func takeDown() async throws {
        var request = DownRequest()
        request.removesOrphans = true
        request.isNameOnly = open.isNameOnly
        try await open.carryOut(.down(request), WorkOptions("down"))
    }
}
