internal import FoundationEssentials
internal import Glibc
internal import TerminalOutput

/// Moments of the daemon, which are seconds since 1970, as people read them.
enum MomentText {
    static var now: Double { Date.now.timeIntervalSince1970 }

    /// The time on this machine's clock: `2025-03-01 12:00:07`.
    static func local(_ moment: Double) -> String {
        var seconds = time_t(moment.rounded(.down))
        var fields = tm()
        localtime_r(&seconds, &fields)
        var buffer = [CChar](repeating: 0, count: 32)
        let count = strftime(&buffer, buffer.count, "%Y-%m-%d %H:%M:%S", &fields)
        return String(decoding: buffer.prefix(count).map { UInt8(truncatingIfNeeded: $0) }, as: UTF8.self)
    }

    /// How long it has been, about: `3 minutes`.
    static func age(_ moment: Double, at now: Double) -> String { HumanDuration.text(length(now - moment)) }

    /// How long something lasted, in seconds with a decimal while that says something: `1.2s`.
    static func outage(_ seconds: Double) -> String {
        seconds < 120 ? HumanDuration.stopwatch(length(seconds)) : HumanDuration.text(length(seconds)).lowercased()
    }

    /// Never negative: the daemon's clock may have been set meanwhile.
    private static func length(_ seconds: Double) -> Duration { .seconds(max(0, seconds)) }
}
