import Testing

@testable import Supervisor

/// When schedules come due, by clocks that do not change.
@Suite struct CronExpressionTests {
    private static let utc = WallCalendar { _ in 0 }

    /// Seconds since 1970 of a moment in UTC.
    private func moment(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0) -> Int {
        CivilMoment.seconds(year, month, day, hour, minute)
    }

    private func next(_ text: String, after start: Int) throws -> Int? {
        try CronExpression(text).next(after: start, by: Self.utc)
    }

    @Test func `every minute is the next whole one`() throws {
        let start = moment(2026, 3, 14, 15, 9) + 26
        #expect(try next("* * * * *", after: start) == moment(2026, 3, 14, 15, 10))
        #expect(try next("* * * * *", after: moment(2026, 3, 14, 15, 9)) == moment(2026, 3, 14, 15, 10))
    }

    @Test func `three at night is today or tomorrow`() throws {
        #expect(try next("0 3 * * *", after: moment(2026, 3, 14, 2, 59)) == moment(2026, 3, 14, 3))
        #expect(try next("0 3 * * *", after: moment(2026, 3, 14, 3)) == moment(2026, 3, 15, 3))
        #expect(try next("0 3 * * *", after: moment(2026, 12, 31, 4)) == moment(2027, 1, 1, 3))
    }

    @Test func `steps, lists and ranges`() throws {
        #expect(try next("*/15 * * * *", after: moment(2026, 3, 14, 15, 16)) == moment(2026, 3, 14, 15, 30))
        #expect(try next("5/20 * * * *", after: moment(2026, 3, 14, 15, 26)) == moment(2026, 3, 14, 15, 45))
        #expect(try next("0 8-10/2,20 * * *", after: moment(2026, 3, 14, 8)) == moment(2026, 3, 14, 10))
        #expect(try next("0 8-10/2,20 * * *", after: moment(2026, 3, 14, 10)) == moment(2026, 3, 14, 20))
    }

    @Test func `names of months and weekdays`() throws {
        // March 14th, 2026 is a Saturday.
        #expect(try next("0 0 * * MON-Fri", after: moment(2026, 3, 14)) == moment(2026, 3, 16))
        #expect(try next("0 0 1 jul *", after: moment(2026, 3, 14)) == moment(2026, 7, 1))
    }

    @Test(arguments: ["0 0 * * 0", "0 0 * * 7", "0 0 * * sun", "@weekly"])
    func `Sunday has several names`(text: String) throws {
        #expect(try next(text, after: moment(2026, 3, 14)) == moment(2026, 3, 15))
    }

    @Test func `a range may end with Sunday`() throws {
        #expect(try next("0 0 * * sat-sun", after: moment(2026, 3, 14)) == moment(2026, 3, 15))
        #expect(try next("0 0 * * 6-7", after: moment(2026, 3, 15)) == moment(2026, 3, 21))
    }

    @Test func `either day is enough when both are given, and a star leaves it to the other`() throws {
        #expect(try next("0 0 20 * mon", after: moment(2026, 3, 14)) == moment(2026, 3, 16))
        #expect(try next("0 0 20 * mon", after: moment(2026, 3, 16)) == moment(2026, 3, 20))
        #expect(try next("0 0 20 * *", after: moment(2026, 3, 14)) == moment(2026, 3, 20))
        #expect(try next("0 0 */2 * mon", after: moment(2026, 3, 14)) == moment(2026, 3, 23))
    }

    @Test(arguments: [
        ("@hourly", 14, 16), ("@daily", 15, 0), ("@midnight", 15, 0),
    ])
    func `nicknames of short times`(text: String, day: Int, hour: Int) throws {
        #expect(try next(text, after: moment(2026, 3, 14, 15, 9)) == moment(2026, 3, day, hour))
    }

    @Test func `nicknames of long times`() throws {
        #expect(try next("@monthly", after: moment(2026, 3, 14)) == moment(2026, 4, 1))
        #expect(try next("@yearly", after: moment(2026, 3, 14)) == moment(2027, 1, 1))
        #expect(try next("@Annually", after: moment(2026, 3, 14)) == moment(2027, 1, 1))
    }

    @Test func `the leap day comes again, also over a century without one`() throws {
        #expect(try next("0 0 29 2 *", after: moment(2026, 3, 14)) == moment(2028, 2, 29))
        #expect(try next("0 0 29 2 *", after: moment(2096, 3, 1)) == moment(2104, 2, 29))
        #expect(try next("0 0 31 * *", after: moment(2026, 4, 1)) == moment(2026, 5, 31))
    }

    private static let faults: [(String, String)] = [
        ("", "it has 0 fields and not 5"),
        ("* * * *", "it has 4 fields and not 5"),
        ("@often", "'@often' is not known"),
        ("60 * * * *", "'60' is no minute: they go from 0 to 59"),
        ("* 24 * * *", "'24' is no hour: they go from 0 to 23"),
        ("* * 0 * *", "'0' is no day: they go from 1 to 31"),
        ("* * * 13 *", "'13' is no month: they go from 1 to 12"),
        ("* * * * 8", "'8' is no weekday: they go from 0 to 7"),
        ("* * * * funday", "'funday' is no weekday: they go from 0 to 7"),
        ("+5 * * * *", "'+5' is no minute: they go from 0 to 59"),
        ("*/0 * * * *", "'0' is no step"),
        ("*/x * * * *", "'x' is no step"),
        ("30-10 * * * *", "the range '30-10' goes backwards"),
        ("1,,2 * * * *", "'' is no minute: they go from 0 to 59"),
        ("* * 30 2 *", "it never happens: none of its months has a day 30"),
        ("* * 31 apr,jun *", "it never happens: none of its months has a day 31"),
    ]

    @Test(arguments: CronExpressionTests.faults.indices)
    func `what is no schedule is told`(index: Int) throws {
        let (text, message) = Self.faults[index]
        let error = try #require(throws: CronError.self) { _ = try CronExpression(text) }
        #expect(error.message == message)
    }
}

/// Moments as numbers, computed in another way than the schedules do it.
enum CivilMoment {
    static func seconds(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0) -> Int {
        func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }
        var days = (1970..<year).reduce(0) { $0 + (isLeap($1) ? 366 : 365) }
        let lengths = [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        days += lengths.prefix(month - 1).reduce(0, +) + day - 1
        return days * 86_400 + hour * 3600 + minute * 60
    }
}
