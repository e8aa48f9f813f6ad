/// Moments in the form that the engine's events and logs take as `since` and `until`, for whoever follows them.
package enum EventMoment {
    /// `1700000000.123456789`, from nanoseconds since 1970.
    package static func text(nanoseconds: Int) -> String { EngineTime.text(nanoseconds: nanoseconds) }

    /// Nanoseconds since 1970 on this machine's clock.
    package static func now() -> Int { EngineTime.now() }
}
