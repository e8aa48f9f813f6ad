internal import Glibc

/// The time of day, as an engine keeps it.
enum WallClock {
    /// Nanoseconds since 1970.
    static func now() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
    }

    /// `2025-03-01T12:00:00.123456789Z`; for nil what the engine writes for a moment that has not come.
    static func text(_ nanoseconds: Int?) -> String {
        guard let nanoseconds else { return "0001-01-01T00:00:00Z" }
        let (seconds, fraction) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        let (days, second) = seconds.quotientAndRemainder(dividingBy: 86_400)
        let date = date(daysSince1970: days)
        let day = "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))"
        let clock = "\(padded(second / 3600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
        return "\(day)T\(clock).\(padded(fraction, 9))Z"
    }

    /// Reads `1700000000.123456789` as nanoseconds; nil for anything else.
    static func nanoseconds(_ text: String) -> Int? {
        let parts = text.split(separator: ".", maxSplits: 1)
        guard let first = parts.first, let seconds = Int(first) else { return nil }
        guard parts.count > 1 else { return seconds * 1_000_000_000 }
        let digits = String(parts[1].prefix(9))
        guard let fraction = Int(digits + String(repeating: "0", count: 9 - digits.count)) else { return nil }
        return seconds * 1_000_000_000 + fraction
    }

    /// Counts years from March, which puts the leap day at their end.
    private static func date(daysSince1970 days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (yearOfEra + era * 400 + (month < 3 ? 1 : 0), month, day)
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let text = "\(number)"
        return String(repeating: "0", count: max(0, width - text.utf8.count)) + text
    }
}

extension Duration {
    /// Whole nanoseconds, the engine's unit.
    package var inNanoseconds: Int {
        let (seconds, attoseconds) = components
        return Int(seconds) * 1_000_000_000 + Int(attoseconds / 1_000_000_000)
    }
}
