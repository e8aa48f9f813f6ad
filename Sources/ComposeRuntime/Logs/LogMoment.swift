/// Times as users give them to `logs`.
package enum LogMoment {
    /// What `--since` or `--until` means, in the form that ``LogCollector/Options`` takes; nil when it is no time.
    ///
    /// `10m` before now, `2025-03-01`, `2025-03-01T12:00:00`, the same with `Z` or `+01:00`, seconds since 1970.
    package static func parse(_ text: String) -> String? { EngineTime.moment(text, now: EngineTime.now()) }
}
