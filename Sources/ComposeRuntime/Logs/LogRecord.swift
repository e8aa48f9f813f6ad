/// One line that a container wrote.
package struct LogRecord: Sendable, Hashable {
    /// The container's name on the engine.
    package var container: String
    package var service: String
    /// Without the line break, as the container wrote them: control bytes and broken UTF-8 included.
    package var bytes: [UInt8]
    /// Whether it came from standard error; false throughout for a container with a terminal.
    package var isError: Bool
    /// When the engine got it, in the engine's form `2025-03-01T12:00:00.123456789Z`; nil when that was not asked for.
    package var timestamp: String?

    package init(
        container: String,
        service: String,
        bytes: [UInt8],
        isError: Bool = false,
        timestamp: String? = nil
    ) {
        self.container = container
        self.service = service
        self.bytes = bytes
        self.isError = isError
        self.timestamp = timestamp
    }
}

/// Takes lines, those of one container in order; containers that write much wait while it does.
///
/// Called from several tasks at once for several containers.
package typealias LogSink = @Sendable (LogRecord) async -> Void
