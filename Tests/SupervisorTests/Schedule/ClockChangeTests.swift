import Testing

@testable import Supervisor

/// Schedules where clocks go forward and back: half an hour to three on a March night is left out, and half an hour to two
/// on a November night comes twice.
@Suite struct ClockChangeTests {
    private static let hour = 3600
    /// 2026-03-08 07:00 UTC: from 02:00 to 03:00 by the wall.
    private static let forward = CivilMoment.seconds(2026, 3, 8, 7)
    /// 2026-11-01 06:00 UTC: from 02:00 back to 01:00 by the wall.
    private static let back = CivilMoment.seconds(2026, 11, 1, 6)

    /// Five hours behind UTC in winter and four in summer.
    private static let clock = WallCalendar { moment in
        (forward..<back).contains(moment) ? -4 * hour : -5 * hour
    }

    /// The next moments after one, as minutes from it.
    private func minutes(_ text: String, after start: Int, count: Int) throws -> [Int] {
        let schedule = try CronExpression(text)
        var found: [Int] = []
        var moment = start
        for _ in 0..<count {
            moment = try #require(schedule.next(after: moment, by: Self.clock))
            found.append((moment - start) / 60)
        }
        return found
    }

    @Test func `a time that is left out happens when the clock goes forward, once`() throws {
        let evening = Self.forward - 12 * Self.hour
        #expect(try minutes("30 2 * * *", after: evening, count: 2) == [12 * 60, 35 * 60 + 30])
        #expect(try minutes("*/10 2 * * *", after: evening, count: 2) == [12 * 60, 35 * 60])
    }

    @Test func `a time that comes twice happens the first time`() throws {
        let evening = Self.back - 12 * Self.hour
        #expect(try minutes("30 1 * * *", after: evening, count: 2) == [11 * 60 + 30, 36 * 60 + 30])
    }

    @Test func `what happens every hour follows the hours as they are`() throws {
        #expect(try minutes("30 * * * *", after: Self.back - 2 * Self.hour, count: 4) == [30, 90, 150, 210])
        #expect(try minutes("*/30 * * * *", after: Self.forward - Self.hour, count: 4) == [30, 60, 90, 120])
    }

    @Test func `days around a change have their usual times`() throws {
        let start = Self.forward - 48 * Self.hour
        // Noon by the wall on three days, of which the last is an hour nearer.
        #expect(try minutes("0 12 * * *", after: start, count: 3) == [10 * 60, 34 * 60, 57 * 60])
    }

    @Test func `the machine's own clock gives a moment that it shows`() throws {
        let schedule = try CronExpression("17 4 * * *")
        let found = try #require(schedule.next(after: 1_780_000_000))
        let wall = WallCalendar.machine.local(found)
        #expect(wall % 86_400 == 4 * Self.hour + 17 * 60)
    }
}
