internal import Synchronization

/// Tells hooks of events, one after the other for each of them, and never makes anybody wait.
final class Notifier: Sendable {
    private struct Lane {
        var events: AsyncStream<HookEvent>.Continuation
        /// Whether events were thrown away since it was last told that they are.
        var isLagging = false
    }

    /// A target with the events that wait for it.
    private struct OpenedLane: Sendable {
        var target: HookTarget
        var events: AsyncStream<HookEvent>
    }

    /// How many events wait for one target; of more the oldest are thrown away.
    private let capacity: Int
    private let delivery: HookDelivery
    private let trouble: @Sendable (String) -> Void
    private let lanes = Mutex<[HookTarget: Lane]>([:])
    private let opened: AsyncStream<OpenedLane>
    private let opening: AsyncStream<OpenedLane>.Continuation

    /// - Parameters:
    ///   - delivery: how events are brought to them.
    ///   - capacity: how many events may wait for one target.
    ///   - trouble: told in a sentence what could not be delivered; to be logged, and not made an event again.
    init(
        _ delivery: HookDelivery = HookDelivery(),
        capacity: Int = 100,
        trouble: @escaping @Sendable (String) -> Void
    ) {
        self.delivery = delivery
        self.capacity = capacity
        self.trouble = trouble
        (opened, opening) = AsyncStream.makeStream(of: OpenedLane.self)
    }

    /// Has an event delivered to all hooks that want it; returns at once.
    ///
    /// - Parameters:
    ///   - event: what has happened.
    ///   - hooks: those of the project.
    ///   - directory: of the project.
    func tell(_ event: HookEvent, _ hooks: HookSettings, directory: String) {
        guard !hooks.isEmpty else { return }
        for target in hooks.targets(of: event, directory: directory) { hand(event, to: target) }
    }

    /// Delivers until the task is cancelled; what then still waits is lost.
    func run() async {
        await withDiscardingTaskGroup { group in
            for await lane in opened {
                group.addTask { await self.serve(lane) }
            }
            group.cancelAll()
        }
    }

    private func hand(_ event: HookEvent, to target: HookTarget) {
        let begins = lanes.withLock { lanes -> Bool in
            if lanes[target] == nil {
                let (events, continuation) = AsyncStream.makeStream(
                    of: HookEvent.self,
                    bufferingPolicy: .bufferingNewest(capacity)
                )
                lanes[target] = Lane(events: continuation)
                opening.yield(OpenedLane(target: target, events: events))
            }
            guard case .some(.dropped) = lanes[target]?.events.yield(event) else { return false }
            let isNew = lanes[target]?.isLagging == false
            lanes[target]?.isLagging = true
            return isNew
        }
        if begins { trouble("\(target) does not keep up: of more than \(capacity) events the oldest are thrown away") }
    }

    private func serve(_ lane: OpenedLane) async {
        let courier = delivery.courier(to: lane.target)
        for await event in lane.events {
            if let problem = await courier.deliver(event) { trouble("\(lane.target): \(problem)") }
            lanes.withLock { $0[lane.target]?.isLagging = false }
        }
    }
}
