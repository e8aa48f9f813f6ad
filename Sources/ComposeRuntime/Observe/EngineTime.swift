internal import FoundationEssentials

/// Moments in the form that the engine's `since` and `until` take.
enum EngineTime {
    /// `1700000000.123456789`: seconds since 1970 with nine decimals.
    static func text(nanoseconds: Int) -> String {
        let (seconds, fraction) = nanoseconds.quotientAndRemainder(dividingBy: 1_000_000_000)
        let digits = String(fraction)
        return "\(seconds)." + String(repeating: "0", count: 9 - digits.count) + digits
    }

    /// Nanoseconds since 1970 on this machine's clock.
    static func now() -> Int {
        Int(Date.now.timeIntervalSince1970 * 1e9)
    }
}
