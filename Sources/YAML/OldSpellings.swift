/// Whether a parser of YAML 1.1 reads the text as a boolean.
func looksLikeOldBoolean(_ text: String) -> Bool {
    switch text {
    case "y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "n", "N", "no", "No", "NO", "off", "Off", "OFF": true
    default: false
    }
}

/// Whether a parser of YAML 1.1 reads the text as a number in base 60: `22:10`, `1:30:00.5`.
func looksLikeBase60(_ text: String) -> Bool {
    var rest = Substring(text).utf8
    if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    guard let first = rest.first, isDigit(first) else { return false }
    rest = rest.drop { isDigit($0) || $0 == UInt8(ascii: "_") }
    guard rest.first == UInt8(ascii: ":") else { return false }
    while rest.first == UInt8(ascii: ":") {
        rest.removeFirst()
        let digits = rest.prefix(while: isDigit)
        guard let first = digits.first, digits.count == 1 || (digits.count == 2 && first <= UInt8(ascii: "5")) else {
            return false
        }
        rest = rest.dropFirst(digits.count)
    }
    guard rest.first == UInt8(ascii: ".") else { return rest.isEmpty }
    return rest.dropFirst().allSatisfy { isDigit($0) || $0 == UInt8(ascii: "_") }
}

private func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0") <= byte && byte <= UInt8(ascii: "9") }

/// Whether yaml.v3 reads the text as a point in time: a date, or a date and a time of day with or without a zone.
func looksLikeTimestamp(_ text: String) -> Bool {
    var rest = TimestampText(rest: Substring(text).utf8)
    guard let year = rest.number(digits: 4...4), rest.take("-") else { return false }
    guard let month = rest.number(digits: 1...2), rest.take("-"), let day = rest.number(digits: 1...2) else {
        return false
    }
    guard (1...12).contains(month), day >= 1, day <= dayCount(ofMonth: month, year: year) else { return false }
    if rest.isEmpty { return true }
    let hasZone = rest.take("T") || rest.take("t")
    guard hasZone || rest.take(" ") else { return false }
    guard let hour = rest.number(digits: 1...2), rest.take(":"), let minute = rest.number(digits: 1...2),
        rest.take(":"), let second = rest.number(digits: 1...2), hour < 24, minute < 60, second < 60
    else { return false }
    if rest.take(".") || rest.take(",") {
        guard rest.number(digits: 1...18) != nil else { return false }
    }
    return hasZone ? rest.takeZone() && rest.isEmpty : rest.isEmpty
}

private func dayCount(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
}

/// The part of a timestamp that is still to be read.
private struct TimestampText {
    var rest: Substring.UTF8View

    var isEmpty: Bool { rest.isEmpty }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard let first = rest.first, UInt32(first) == character.value else { return false }
        rest.removeFirst()
        return true
    }

    /// nil when fewer or more digits stand here.
    mutating func number(digits range: ClosedRange<Int>) -> Int? {
        let digits = rest.prefix(while: isDigit)
        guard range.contains(digits.count) else { return nil }
        rest = rest.dropFirst(digits.count)
        return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
    }

    /// `Z`, or the distance from it: `+02:00`.
    mutating func takeZone() -> Bool {
        if take("Z") { return true }
        guard take("+") || take("-"), let hours = number(digits: 2...2), take(":") else { return false }
        guard let minutes = number(digits: 2...2) else { return false }
        return hours <= 24 && minutes < 60
    }
}
