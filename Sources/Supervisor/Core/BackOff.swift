/// The pause before something is tried again.
enum BackOff {
    /// Before the restart after so many failures in a row: none after the first, then longer each time.
    static func nanoseconds(after failures: Int, delay: Int, longest: Int) -> Int {
        failures < 2 ? 0 : doubled(delay, times: failures - 2, longest: longest)
    }

    /// A pause doubled so many times, and never longer than the longest.
    static func doubled(_ pause: Int, times: Int, longest: Int) -> Int {
        guard times < 40 else { return longest }
        let (product, overflows) = pause.multipliedReportingOverflow(by: 1 << max(0, times))
        return overflows ? longest : min(product, longest)
    }
}
