/// What probes of ours find out, beside the engine's own.
extension ContainerWatch {
    /// Suspends until the container runs and no probe has passed in that run yet; returns the run's number.
    ///
    /// - Throws: `CancellationError`.
    func unreadyRun(of id: String) async throws -> Int {
        while true {
            try Task.checkCancellation()
            if let record = records[id], record.state == .running, !record.isReady { return record.run }
            await nextChange(of: [id])
        }
    }

    /// Suspends until a run of the container is over.
    ///
    /// - Throws: `CancellationError`.
    func end(ofRun run: Int, of id: String) async throws {
        while true {
            try Task.checkCancellation()
            guard let record = records[id], record.run == run, record.isLive else { return }
            await nextChange(of: [id])
        }
    }

    /// Takes in that a probe has passed in a run, which may open gates.
    func enterReady(_ id: String, run: Int) {
        if records.enterReady(id, run: run) { wakeWaiters(for: id) }
    }

    /// Takes in what a probe that failed has found, for the words of a gate that stays closed.
    func enterFailedProbe(_ probe: LastProbe, of id: String) { lastProbes[id] = probe }
}
