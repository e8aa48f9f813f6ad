internal import Glibc
internal import Logging

/// Writes the daemon's log to its standard error, one plain line each.
///
/// Under systemd a line has its priority in front and no time, since the journal has its own.
struct DaemonLog: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level
    private let isJournal: Bool

    /// `environment`: of the process; it says whether the journal reads.
    init(level: Logger.Level, environment: [String: String]) {
        logLevel = level
        isJournal = environment["JOURNAL_STREAM"]?.isEmpty == false
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let line = Self.line(
            event.level,
            event.message.description,
            metadata.merging(event.metadata ?? [:]) { $1 },
            time: isJournal ? nil : time(nil)
        )
        let bytes = Array(line.utf8)
        // One write a line, so that lines do not mix; nobody is left to tell of one that fails.
        _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }

    /// `time`: seconds since 1970; nil for the journal.
    static func line(_ level: Logger.Level, _ message: String, _ metadata: Logger.Metadata, time: Int?) -> String {
        // A line break in a message would look like another line of the log.
        let text = message.split(whereSeparator: \.isNewline).joined(separator: "; ")
        let facts = metadata.sorted { $0.key < $1.key }.filter { !$0.key.hasPrefix("hb.") && !$0.key.hasPrefix("sl-") }
            .map { " \($0.key)=\($0.value)" }.joined()
        let start = time.map { "\(timestamp($0)) \(level.rawValue)" } ?? "<\(priority(level))>"
        return "\(start)\(time == nil ? "" : ": ")\(text)\(facts)\n"
    }

    /// `2025-03-01T12:00:00Z`.
    private static func timestamp(_ seconds: Int) -> String {
        var moment = time_t(seconds)
        var fields = tm()
        guard gmtime_r(&moment, &fields) != nil else { return "\(seconds)" }
        var text = [CChar](repeating: 0, count: 32)
        let count = strftime(&text, text.count, "%Y-%m-%dT%H:%M:%SZ", &fields)
        return String(decoding: text.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// As `syslog` counts.
    private static func priority(_ level: Logger.Level) -> Int {
        switch level {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}
