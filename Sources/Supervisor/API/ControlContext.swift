internal import Hummingbird
internal import Logging
internal import NIOCore

/// What is known of a request beside itself.
struct ControlContext: InitializableFromSource, Sendable {
    /// The connection it came over; nil in tests that have none.
    var channel: (any Channel)?
    var logger: Logger

    init(source: ApplicationRequestContextSource) {
        channel = source.channel
        logger = source.logger
    }

    init(logger: Logger) {
        channel = nil
        self.logger = logger
    }
}
