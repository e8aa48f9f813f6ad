internal import Glibc

/// The time of day, as the daemon notes it.
enum WallClock {
    /// Seconds since 1970.
    static func now() -> Double {
        var time = timespec()
        // The clock of the day can always be read.
        _ = clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1_000_000_000
    }
}
