/// Lengths of time in the words of the engine's own tools, with their thresholds.
package enum HumanDuration {
    /// About how long: `Less than a second`, `3 minutes`, `About an hour`, `2 weeks`.
    package static func text(_ duration: Duration) -> String {
        let seconds = Int(duration.components.seconds)
        let minutes = seconds / 60
        // Hours are rounded, everything else is cut.
        let hours = (seconds + 1800) / 3600
        switch true {
        case seconds < 1: return "Less than a second"
        case seconds == 1: return "1 second"
        case seconds < 60: return "\(seconds) seconds"
        case minutes == 1: return "About a minute"
        case minutes < 60: return "\(minutes) minutes"
        case hours == 1: return "About an hour"
        case hours < 48: return "\(hours) hours"
        case hours < 24 * 7 * 2: return "\(hours / 24) days"
        case hours < 24 * 30 * 2: return "\(hours / 24 / 7) weeks"
        case hours < 24 * 365 * 2: return "\(hours / 24 / 30) months"
        default: return "\(seconds / 3600 / 24 / 365) years"
        }
    }

    /// How long ago: `3 minutes ago`.
    package static func ago(_ duration: Duration) -> String { text(duration) + " ago" }

    /// Seconds with one decimal, cut: `1.2s`, `75.0s`; for work that is being watched.
    package static func stopwatch(_ duration: Duration) -> String {
        let (seconds, attoseconds) = max(.zero, duration).components
        return "\(seconds).\(attoseconds / 100_000_000_000_000_000)s"
    }
}
