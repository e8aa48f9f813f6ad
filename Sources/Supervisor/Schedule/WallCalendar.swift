internal import Glibc

/// What the clock on the wall shows at which moment.
struct WallCalendar: Sendable {
    /// How far the wall clock is ahead of UTC at a moment, in seconds.
    let offset: @Sendable (_ moment: Int) -> Int

    /// By this machine's time zone: `TZ`, or else `/etc/localtime`.
    static let machine = WallCalendar { moment in
        // A daemon outlives a change of the zone.
        tzset()
        var time = time_t(moment)
        var parts = tm()
        guard localtime_r(&time, &parts) != nil else { return 0 }
        return Int(parts.tm_gmtoff)
    }

    /// The offsets before and after whatever change there is on or near a day.
    struct Offsets: Sendable, Hashable {
        var before: Int
        var after: Int
    }

    /// The moments at which the clock shows one time.
    enum Moments: Sendable, Hashable {
        case one(Int)
        /// The clock goes back over it.
        case two(first: Int, second: Int)
        /// The clock goes forward over it, at that moment.
        case skipped(at: Int)
    }

    init(offset: @escaping @Sendable (_ moment: Int) -> Int) {
        self.offset = offset
    }

    /// What the clock shows at a moment, as seconds since 1970 by that clock.
    func local(_ moment: Int) -> Int { moment + offset(moment) }

    func offsets(around day: CivilDay) -> Offsets {
        let start = day.number * CivilDay.seconds
        // No zone is as far as a day from UTC.
        return Offsets(before: offset(start - CivilDay.seconds), after: offset(start + 2 * CivilDay.seconds))
    }

    /// When the clock shows a time, given the offsets around its day.
    func moments(showing local: Int, _ offsets: Offsets) -> Moments {
        let (early, late) = (local - offsets.before, local - offsets.after)
        guard early != late else { return .one(early) }
        let isEarlyTrue = offset(early) == offsets.before
        let isLateTrue = offset(late) == offsets.after
        switch (isEarlyTrue, isLateTrue) {
        case (true, true): return .two(first: min(early, late), second: max(early, late))
        case (true, false): return .one(early)
        case (false, true): return .one(late)
        case (false, false): return .skipped(at: transition(between: min(early, late), max(early, late)))
        }
    }

    /// The first moment of a new offset between two moments with different ones.
    private func transition(between first: Int, _ last: Int) -> Int {
        var (low, high) = (first, last)
        let before = offset(low)
        while low + 1 < high {
            let middle = low + (high - low) / 2
            if offset(middle) == before { low = middle } else { high = middle }
        }
        return high
    }
}
