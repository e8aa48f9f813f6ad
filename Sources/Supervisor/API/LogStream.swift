internal import ComposeRuntime
internal import HummingbirdCore
internal import NIOCore

/// Writes what containers write.
enum LogStream {
    /// One line of output.
    struct Line: Encodable, Sendable {
        var container: String
        var service: String
        /// `stdout` or `stderr`.
        var stream: String
        /// In the engine's form: `2025-03-01T12:00:00.123456789Z`.
        var time: String?
        /// Bytes that are no UTF-8 are replaced.
        var text: String

        init(_ record: LogRecord) {
            container = record.container
            service = record.service
            stream = record.isError ? "stderr" : "stdout"
            time = record.timestamp
            text = String(decoding: record.bytes, as: UTF8.self)
        }
    }

    /// Returns when there is no more, the reader has fallen behind, or the daemon is about to end.
    @concurrent
    static func write(
        _ source: LogSource,
        _ format: StreamFormat,
        heartbeat: Duration,
        to writer: inout any ResponseBodyWriter
    ) async throws {
        var output = writer
        try await output.write(format.pulse)
        try await PulsedStream<Line>.run(
            heartbeat: heartbeat,
            // What containers have written is there at once, and more than a reader takes in one go.
            patience: 100_000,
            source: { give in
                try await source.read { record in _ = give(Line(record)) }
            },
            receive: { item in
                switch item {
                case .pulse: try await output.write(format.pulse)
                case .value(let line): try await output.write(try format.line(line, event: "line", id: nil))
                }
            }
        )
    }
}
