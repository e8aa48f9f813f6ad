/// A moment as the engine writes it: `2025-03-01T12:00:00.123456789Z`, or with an offset such as `+01:00`.
struct EngineMoment: Comparable, Sendable, CustomStringConvertible {
    let description: String
    /// Since 1970; wide enough for the year 1, which the engine writes for never.
    private let nanoseconds: Int128

    /// Reads such a text; throws `ScenarioFailure` for any other.
    init(_ text: String) throws {
        description = text
        let characters = Array(text)
        func number(_ range: Range<Int>) throws -> Int {
            guard range.upperBound <= characters.count, let number = Int(String(characters[range])) else {
                throw ScenarioFailure("'\(text)' is no moment")
            }
            return number
        }
        let days = try Self.days(year: number(0..<4), month: number(5..<7), day: number(8..<10))
        var seconds = days * 86_400
        seconds += try number(11..<13) * 3_600 + number(14..<16) * 60 + number(17..<19)
        var rest = characters[19...]
        var fraction = 0
        if rest.first == "." {
            let digits = String(rest.dropFirst().prefix { $0.isNumber })
            rest = rest.dropFirst(1 + digits.count)
            fraction = Int(digits + String(repeating: "0", count: max(0, 9 - digits.count))) ?? 0
        }
        if let sign = rest.first, sign != "Z" {
            let start = rest.startIndex
            let offset = try number((start + 1)..<(start + 3)) * 3_600 + number((start + 4)..<(start + 6)) * 60
            seconds -= sign == "-" ? -offset : offset
        }
        nanoseconds = Int128(seconds) * 1_000_000_000 + Int128(fraction)
    }

    func duration(to later: EngineMoment) -> Duration { .nanoseconds(Int64(clamping: later.nanoseconds - nanoseconds)) }

    static func < (left: EngineMoment, right: EngineMoment) -> Bool { left.nanoseconds < right.nanoseconds }

    static func == (left: EngineMoment, right: EngineMoment) -> Bool { left.nanoseconds == right.nanoseconds }

    /// Days since 1970, in years that begin in March, so that the leap day is the last.
    private static func days(year: Int, month: Int, day: Int) -> Int {
        let shifted = month > 2 ? year : year - 1
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    }
}
