/// A day of the calendar, wherever on earth.
struct CivilDay: Sendable, Hashable {
    static let seconds = 86_400

    /// Days since January 1st, 1970.
    let number: Int
    /// 1 to 12.
    let month: Int
    /// 1 to 31.
    let day: Int

    init(number: Int) {
        self.number = number
        // Eras of 400 years, and years that begin in March, so that the leap day is the last.
        let shifted = number + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    }

    /// The day that a wall clock shows; `second` counts from 1970 by that clock.
    init(second: Int) {
        self.init(number: second >= 0 ? second / Self.seconds : (second - Self.seconds + 1) / Self.seconds)
    }

    /// 0 is Sunday.
    var weekday: Int { ((number % 7) + 7 + 4) % 7 }
}
