/// Lets containers that publish ranges of host ports start one at a time.
///
/// The engine picks a free port of a range and takes it in two steps, so that two starts at once can pick the same.
actor RangeTurn {
    private var isTaken = false
    private var waiters: [CheckedContinuation<Void, Never>] = []

    /// Runs the body when it is its turn; first come, first served.
    nonisolated func take<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        await begin()
        do {
            let value = try await body()
            await end()
            return value
        } catch {
            await end()
            throw error
        }
    }

    private func begin() async {
        guard isTaken else {
            isTaken = true
            return
        }
        await withCheckedContinuation { waiters.append($0) }
    }

    private func end() {
        if waiters.isEmpty {
            isTaken = false
        } else {
            // The turn passes on without becoming free, so that nobody gets in between.
            waiters.removeFirst().resume()
        }
    }
}
