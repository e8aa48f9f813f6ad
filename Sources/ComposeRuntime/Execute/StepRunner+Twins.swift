internal import ComposeModel
internal import ComposePlan
internal import DockerEngine

/// Two networks of one name, which engines before API 1.44 allow to come about.
///
/// A run that was killed while the engine made a network for it, and the next run that did not see it yet, make two.
extension StepRunner {
    /// Makes the call; where the engine cannot tell two networks of one name apart, one of them goes, and it is made again.
    func withoutTwins<Value: Sendable>(_ call: () async throws -> Value) async throws -> Value {
        do {
            return try await call()
        } catch let error as EngineError where error.message.contains("is ambiguous") {
            guard try await removeTwins() else { throw error }
            return try await call()
        }
    }

    /// Removes the networks of the project that share their names with others, all but one, and none that is in use.
    ///
    /// Returns whether there were any. The order is the ids', so that runs side by side keep the same one.
    private func removeTwins() async throws -> Bool {
        let filters: EngineFilters = ["label": ["\(ComposeLabel.project)=\(context.project.name)"]]
        let networks = try await engine.listNetworks(filters: filters).sorted { $0.id < $1.id }
        var found = false
        for twins in Dictionary(grouping: networks, by: \.name).values where twins.count > 1 {
            found = true
            var left = twins.count
            for twin in twins where left > 1 {
                do {
                    try await engine.removeNetwork(twin.id)
                } catch let error as EngineError where error.isConflict || error.isForbidden {
                    continue
                } catch let error as EngineError where error.isNotFound {
                    // A step beside this one removed it.
                }
                left -= 1
            }
        }
        return found
    }
}
