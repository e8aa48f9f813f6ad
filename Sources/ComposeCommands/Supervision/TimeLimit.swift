/// Work that must not keep the user waiting.
enum TimeLimit {
    /// What the work comes to; nil when that takes longer, and then the work is cancelled.
    ///
    /// - `limit`: nil waits as long as it takes.
    static func within<Value: Sendable>(
        _ limit: Duration?,
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value? {
        guard let limit else { return try await work() }
        return try await withThrowingTaskGroup(of: Value?.self) { group -> Value? in
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(for: limit)
                return nil
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else {
                preconditionFailure("of two tasks one is the first to end")
            }
            return first
        }
    }
}
