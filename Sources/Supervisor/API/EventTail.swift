internal import ControlProtocol
internal import HummingbirdCore
internal import NIOCore

/// Writes the timeline from some line on, and what is added to it.
struct EventTail: Sendable {
    let records: any ControlRecords
    let hub: EventHub
    let heartbeat: Duration

    /// How much of the past is told at most; all that is kept.
    private static let backlog = 10_000

    /// Returns when the reader has fallen behind, the daemon is about to end, or all is told and nothing is followed.
    ///
    /// - `project`: nil is every project.
    /// - `after`: the number of the line to go on after; nil begins now.
    /// - `follows`: whether to go on with what comes later.
    /// - `writer`: finishing it is the caller's.
    @concurrent
    func write(
        _ format: StreamFormat,
        project: String?,
        after: Int?,
        follows: Bool,
        to writer: inout any ResponseBodyWriter
    ) async throws {
        // Listens before it looks back, so that nothing falls between the two.
        let live = hub.subscribe(project: project)
        var last = after ?? 0
        if let after {
            for entry in try await records.timeline(after: after, project: project, limit: Self.backlog) {
                try await writer.write(Self.line(entry, format))
                last = entry.number
            }
        }
        guard follows else { return }
        var output = writer
        // Tells the reader that it is heard.
        try await output.write(format.pulse)
        try await PulsedStream<TimelineEntry>.run(
            heartbeat: heartbeat,
            source: { give in
                for await entry in live {
                    guard give(entry) else { return }
                }
            },
            receive: { item in
                switch item {
                case .pulse: try await output.write(format.pulse)
                case .value(let entry) where entry.number > last:
                    try await output.write(Self.line(entry, format))
                    last = entry.number
                case .value: break
                }
            }
        )
    }

    private static func line(_ entry: TimelineEntry, _ format: StreamFormat) throws -> ByteBuffer {
        try format.line(entry, event: entry.event, id: entry.number)
    }
}
