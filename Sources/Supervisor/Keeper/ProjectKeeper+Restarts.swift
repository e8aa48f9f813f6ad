internal import ComposeModel
internal import ComposePlan
internal import ComposeRuntime
internal import ControlProtocol
internal import DockerEngine
internal import OrderedCollections

/// The engine's own restarts, which are off while the daemon looks after the project.
extension ProjectKeeper {
    private static let off = DockerEngine.RestartPolicy(name: "no")

    /// Has the engine leave containers alone when they end.
    func tame(_ containers: [ObservedContainer]) {
        let wild = containers.filter { !tamed.contains($0.id) && enginePolicy(of: $0) != nil }.map(\.id)
        guard !wild.isEmpty, phase == .keeping else { return }
        tamed.formUnion(wild)
        Task { await self.switchOff(wild) }
    }

    private func switchOff(_ containers: [String]) async {
        for id in containers {
            guard phase == .keeping else { return }
            do {
                try await tools.engine.updateContainer(id, restartPolicy: Self.off)
            } catch {
                // It is gone, or the next look tries again.
                tamed.remove(id)
            }
        }
    }

    /// What the definition has the engine do with a container that ends; nil when that is nothing.
    private func enginePolicy(of container: ObservedContainer) -> DockerEngine.RestartPolicy? {
        guard !container.isOneOff, let service = supervised.project.services[container.service] else { return nil }
        guard let policy = DockerEngine.RestartPolicy(of: service), policy != Self.off else { return nil }
        return policy
    }

    /// Has the engine do again what the definitions say.
    ///
    /// Returns the names of the containers for which that did not work.
    private func giveRestartsBack() async -> [String] {
        var failed: [String] = []
        for container in live.containers {
            guard let policy = enginePolicy(of: container) else { continue }
            do {
                try await tools.engine.updateContainer(container.id, restartPolicy: policy)
            } catch let error as EngineError where error.isNotFound {
                // What is gone has no policy.
            } catch {
                failed.append(container.name)
            }
        }
        return failed
    }

    /// Lets the project go: nobody looks after it any more but the engine, as the files say.
    func release() async {
        guard phase != .over else { return }
        let running = Array(works.values)
        quit()
        for work in running { await work.task.value }
        let failed = await giveRestartsBack()
        if !failed.isEmpty {
            tell(
                "project.restart_policy",
                nil,
                "the engine does not restart \(failed.joined(separator: ", ")) by itself: it could not be told to"
            )
        }
        await tools.feed.leave(name)
    }

    /// Ends what is under way, and stops the project where its policy says so; for the end of the daemon.
    func close() async {
        guard phase == .keeping else { return }
        phase = .closing
        leaseWatch?.cancel()
        for running in works.values where !running.work.kind.isStop { running.task.cancel() }
        handle(.closing)
        while let running = works.values.first { await running.task.value }
        quit()
        await tools.feed.leave(name)
    }
}

extension Work.Kind {
    /// Whether it takes something down that may not be left half down.
    fileprivate var isStop: Bool {
        switch self {
        case .stop, .down: true
        default: false
        }
    }
}
