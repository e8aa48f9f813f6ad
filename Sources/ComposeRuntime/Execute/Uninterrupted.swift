/// Calls that are seen through once they are under way.
enum Uninterrupted {
    /// Does the work even when the task is cancelled meanwhile.
    ///
    /// For short calls whose effect comes whether or not the answer is waited for, so that what is known stays true.
    static func run<Value: Sendable>(_ work: @escaping @Sendable () async throws -> Value) async throws -> Value {
        try await Task { try await work() }.value
    }
}
