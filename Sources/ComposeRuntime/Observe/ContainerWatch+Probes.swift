internal import DockerEngine

/// A failed probe of a container that is waited for.
struct ProbeNews: Sendable {
    /// The container's id.
    var container: String
    var probe: LastProbe
}

/// Somebody who wants to know what probes say.
struct ProbeListener: Sendable {
    var ids: Set<String>
    var news: AsyncStream<ProbeNews>.Continuation
}

/// What probes say while gates wait for health, for the display; no gate depends on it.
///
/// The engine's event about the end of a probe brings its exit code and no more. One inspection tells the rest, at most
/// one at a time and one a second for each container, and only while somebody waits for it.
extension ContainerWatch {
    /// The engine writes a result down a moment after it has told of the probe's end.
    private static let settlingTime = Duration.milliseconds(25)
    private static let pauseBetweenLooks = Duration.seconds(1)

    /// The failed probes of some containers from now on, until the task that reads them is cancelled.
    ///
    /// Of several listeners to one container only the first is told, so that nothing is said twice.
    func probes(of ids: Set<String>) -> AsyncStream<ProbeNews> {
        let (stream, news) = AsyncStream.makeStream(of: ProbeNews.self, bufferingPolicy: .bufferingNewest(ids.count))
        let number = (probeListeners.keys.max() ?? 0) + 1
        probeListeners[number] = ProbeListener(ids: ids, news: news)
        news.onTermination = { _ in
            Task { await self.stopListening(number) }
        }
        return stream
    }

    private func stopListening(_ number: Int) { probeListeners[number] = nil }

    /// Takes the end of a probe in; a probe that passes shows in the health, and commands of users end alike.
    func noteProbe(_ event: EngineEvent) {
        guard event.action == "exec_die", event.exitCode != 0, listener(to: event.actorID) != nil,
            looksUnderWay.insert(event.actorID).inserted
        else { return }
        failingProbe.yield(event.actorID)
    }

    func lookAtFailedProbes() async {
        await withDiscardingTaskGroup { group in
            for await id in failedProbes { group.addTask { await self.look(at: id) } }
        }
    }

    private func look(at id: String) async {
        defer { looksUnderWay.remove(id) }
        do {
            try await Task.sleep(for: Self.settlingTime)
            if let probe = LastProbe(try await engine.inspectContainer(id)) {
                lastProbes[id] = probe
                listener(to: id)?.news.yield(ProbeNews(container: id, probe: probe))
            }
            try await Task.sleep(for: Self.pauseBetweenLooks)
        } catch {
            // A container that is gone shows in its record, and the next probe tells what this one would have.
        }
    }

    private func listener(to id: String) -> ProbeListener? {
        probeListeners.filter { $0.value.ids.contains(id) }.min { $0.key < $1.key }?.value
    }
}
