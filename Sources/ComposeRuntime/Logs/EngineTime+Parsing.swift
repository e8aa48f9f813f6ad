internal import ComposeModel
internal import Glibc

extension EngineTime {
    /// As many characters as a timestamp of the engine has at most: `2025-03-01T12:00:00.123456789+01:00`.
    static let longestTimestamp = 35

    /// Nanoseconds since 1970 of a moment in the form of RFC 3339; nil for any other text.
    static func nanoseconds(timestamp text: String) -> Int? {
        var scanner = TimeScanner(text)
        guard let moment = scanner.moment(), moment.hasSeconds, moment.zone != nil else { return nil }
        return moment.nanoseconds
    }

    /// Reads what a user gives as `--since` or `--until`, and returns it in the engine's form; nil when it is no time.
    ///
    /// A length of time before now (`10m`), a date or a date and time, in the local zone when it names none, or seconds
    /// since 1970.
    ///
    /// - `now`: nanoseconds since 1970.
    static func moment(_ text: String, now: Int) -> String? {
        if text != "0", let duration = Duration(compose: text) {
            let (moment, isTooFar) = now.subtractingReportingOverflow(duration.nanoseconds)
            return isTooFar ? nil : self.text(nanoseconds: max(0, moment))
        }
        var scanner = TimeScanner(text)
        if let moment = scanner.moment() { return self.text(nanoseconds: max(0, moment.nanoseconds)) }
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let isNumber = parts.allSatisfy { part in !part.isEmpty && part.utf8.allSatisfy { (48...57).contains($0) } }
        return isNumber ? text : nil
    }
}

/// A date, and perhaps a time of day and a zone.
private struct Moment {
    var year: Int
    var month: Int
    var day: Int
    var hour = 0
    var minute = 0
    var second = 0
    var fraction = 0
    var hasSeconds = false
    /// Seconds east of Greenwich; nil means the local zone.
    var zone: Int?

    /// Since 1970; the nearest that can be counted for moments of other ages, such as the engine's "never" in year 1.
    var nanoseconds: Int {
        let seconds =
            if let zone {
                days * 86_400 + hour * 3600 + minute * 60 + second - zone
            } else {
                localSeconds
            }
        // 2^63 nanoseconds are 292 years.
        if abs(seconds) > 9_200_000_000 { return seconds < 0 ? .min : .max }
        return seconds * 1_000_000_000 + fraction
    }

    /// Days since 1970 in the Gregorian calendar, counted in eras of 400 years that begin in March.
    private var days: Int {
        let shifted = month > 2 ? year : year - 1
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private var localSeconds: Int {
        var fields = tm()
        fields.tm_year = Int32(year - 1900)
        fields.tm_mon = Int32(month - 1)
        fields.tm_mday = Int32(day)
        fields.tm_hour = Int32(hour)
        fields.tm_min = Int32(minute)
        fields.tm_sec = Int32(second)
        fields.tm_isdst = -1
        return mktime(&fields)
    }
}

/// Reads `2025-03-01`, `2025-03-01T12:00`, `2025-03-01T12:00:00.5Z`, `2025-03-01T12:00:00+01:00`.
private struct TimeScanner {
    private var rest: Substring.UTF8View

    init(_ text: String) {
        rest = Substring(text).utf8
    }

    /// nil when the text is anything else.
    mutating func moment() -> Moment? {
        guard let year = digits(4), take("-"), let month = digits(2), take("-"), let day = digits(2),
            (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        var moment = Moment(year: year, month: month, day: day)
        if take("T") {
            guard readTime(into: &moment) else { return nil }
        }
        guard readZone(into: &moment), rest.isEmpty else { return nil }
        return moment
    }

    private mutating func readTime(into moment: inout Moment) -> Bool {
        guard let hour = digits(2), hour < 24 else { return false }
        moment.hour = hour
        guard take(":") else { return true }
        guard let minute = digits(2), minute < 60 else { return false }
        moment.minute = minute
        guard take(":") else { return true }
        // A leap second is the sixtieth.
        guard let second = digits(2), second <= 60 else { return false }
        moment.second = second
        moment.hasSeconds = true
        guard take(".") else { return true }
        var scale = 100_000_000
        var count = 0
        while let digit = digits(1) {
            moment.fraction += digit * scale
            scale /= 10
            count += 1
        }
        return count > 0
    }

    private mutating func readZone(into moment: inout Moment) -> Bool {
        if rest.isEmpty { return true }
        if take("Z") {
            moment.zone = 0
            return true
        }
        let isEast = take("+")
        guard isEast || take("-"), let hours = digits(2), take(":"), let minutes = digits(2) else { return false }
        moment.zone = (hours * 3600 + minutes * 60) * (isEast ? 1 : -1)
        return true
    }

    private mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let first = rest.first, first == UInt8(ascii: character) else { return false }
        rest.removeFirst()
        return true
    }

    /// Exactly as many digits; nothing is taken when there are fewer.
    private mutating func digits(_ count: Int) -> Int? {
        let taken = rest.prefix(count)
        guard taken.count == count else { return nil }
        var value = 0
        for byte in taken {
            guard (48...57).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 48)
        }
        rest = rest.dropFirst(count)
        return value
    }
}
