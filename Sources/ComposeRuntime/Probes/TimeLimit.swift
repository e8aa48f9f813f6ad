/// A limit on how long some work may take.
package enum TimeLimit {
    /// Does the work, and cancels it when its time is over.
    ///
    /// - Returns: what it came to; nil when its time was over first.
    /// - Throws: what the work throws, and `CancellationError`.
    package static func within<Value: Sendable>(
        _ limit: Duration,
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value? {
        try await withThrowingTaskGroup(of: Value?.self, returning: Value?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(for: limit)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else { return nil }
            return first
        }
    }
}
