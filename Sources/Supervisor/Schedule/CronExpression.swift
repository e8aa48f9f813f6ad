/// When something is to happen again and again, in the five fields of a crontab: `30 3 * * mon-fri`.
///
/// By the clock on this machine's wall. A time that is left out when clocks go forward happens right after it, and one
/// that comes twice when they go back happens the first time; only what happens every hour follows the hours as they are.
struct CronExpression: Sendable, Hashable {
    /// As it was written.
    let text: String
    private let minutes: CronField
    private let hours: CronField
    private let days: CronField
    private let months: CronField
    private let weekdays: CronField

    /// In days; the same date falls on the same weekday again within forty years, February 29th included.
    private static let horizon = 41 * 366

    private static let nicknames = [
        "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *", "@monthly": "0 0 1 * *", "@weekly": "0 0 * * 0",
        "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@hourly": "0 * * * *",
    ]

    /// Reads minute, hour, day of the month, month and day of the week, or `@daily` and its like.
    ///
    /// Fields may have `*`, numbers, ranges, lists, steps, and names of months and weekdays. Where both the day of the month
    /// and the day of the week are given, either is enough, as in every crontab.
    ///
    /// - Throws: ``CronError`` also for what never happens, such as February 30th.
    init(_ text: String) throws(CronError) {
        var line = text
        if text.hasPrefix("@") {
            guard let fields = Self.nicknames[text.lowercased()] else {
                let known = "the names are @hourly, @daily, @weekly, @monthly and @yearly"
                throw CronError("'\(text)' is not known", hint: known)
            }
            line = fields
        }
        let fields = line.split(whereSeparator: { $0 == " " || $0 == "\t" })
        guard fields.count == 5 else {
            throw CronError(
                "it has \(fields.count) fields and not 5",
                hint: "write minute, hour, day, month and weekday: '0 3 * * *'"
            )
        }
        self.text = text
        minutes = try CronField(fields[0], .minute)
        hours = try CronField(fields[1], .hour)
        days = try CronField(fields[2], .day)
        months = try CronField(fields[3], .month)
        weekdays = try CronField(fields[4], .weekday)
        let longest = months.values.map { (month: Int) -> Int in Self.length(ofMonth: month) }.max() ?? 31
        if weekdays.isOpen, let first = days.values.first, first > longest {
            throw CronError("it never happens: none of its months has a day \(first)")
        }
    }

    /// The first moment after another one, both in seconds since 1970; nil when there is none in the next years.
    func next(after moment: Int, by clock: WallCalendar = .machine) -> Int? {
        // The day before: clocks may have gone back over midnight.
        let today = CivilDay(second: clock.local(moment))
        for offset in -1...Self.horizon {
            let day = CivilDay(number: today.number + offset)
            guard allows(day) else { continue }
            if let found = moments(on: day, clock).filter({ $0 > moment }).min() { return found }
        }
        return nil
    }

    private static func length(ofMonth month: Int) -> Int {
        switch month {
        case 2: 29
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private func allows(_ day: CivilDay) -> Bool {
        guard months.values.contains(day.month) else { return false }
        let isDay = days.values.contains(day.day)
        let isWeekday = weekdays.values.contains(day.weekday)
        // With a star in one of them the other decides, and a star with a step still restricts.
        return days.isOpen || weekdays.isOpen ? isDay && isWeekday : isDay || isWeekday
    }

    /// All moments of one day, in no order.
    private func moments(on day: CivilDay, _ clock: WallCalendar) -> [Int] {
        let offsets = clock.offsets(around: day)
        let isHourly = hours.isEvery(of: .hour)
        var moments: [Int] = []
        for hour in hours.values {
            for minute in minutes.values {
                let local = day.number * CivilDay.seconds + hour * 3600 + minute * 60
                switch clock.moments(showing: local, offsets) {
                case .one(let moment): moments.append(moment)
                case .two(let first, let second): moments += isHourly ? [first, second] : [first]
                case .skipped(let transition): if !isHourly { moments.append(transition) }
                }
            }
        }
        return moments
    }
}
