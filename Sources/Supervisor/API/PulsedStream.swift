internal import ServiceLifecycle

/// Values as they come, and a sign of life where none comes for a while.
enum PulsedStream<Value: Sendable> {
    enum Item: Sendable {
        case value(Value)
        case pulse
    }

    /// Hands on every value in order until there are no more, the daemon is about to end, or the task is cancelled.
    ///
    /// `source` runs meanwhile and gives the values to what it is handed; that returns false when the receiver has fallen
    /// behind by more than `patience`, after which it gets no more. There is a sign of life every `heartbeat`. What
    /// `receive` throws ends it all.
    @concurrent
    static func run(
        heartbeat: Duration,
        patience: Int = 1_000,
        source: @escaping @Sendable (_ give: @escaping @Sendable (Value) -> Bool) async throws -> Void,
        receive: @concurrent (Item) async throws -> Void
    ) async throws {
        let (items, tap) = AsyncStream.makeStream(of: Item.self, bufferingPolicy: .bufferingOldest(patience))
        let giving = Task {
            defer { tap.finish() }
            try await source { value in
                if case .enqueued = tap.yield(.value(value)) { return true }
                tap.finish()
                return false
            }
        }
        let beating = Task {
            while true {
                try await Task.sleep(for: heartbeat)
                tap.yield(.pulse)
            }
        }
        defer {
            giving.cancel()
            beating.cancel()
        }
        try await withGracefulShutdownHandler {
            for await item in items { try await receive(item) }
        } onGracefulShutdown: {
            tap.finish()
        }
    }
}
