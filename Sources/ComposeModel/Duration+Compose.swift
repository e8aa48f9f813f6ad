/// The duration syntax of Compose files, which is Go's with days and weeks added.
extension Duration {
    /// Whole nanoseconds; what the Engine API counts in.
    ///
    /// The most that an `Int` holds for more than 292 years.
    package var nanoseconds: Int {
        let (seconds, attoseconds) = components
        let (whole, overflows) = Int(seconds).multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, overflowsToo) = whole.addingReportingOverflow(Int(attoseconds / 1_000_000_000))
        return overflows || overflowsToo ? (seconds < 0 ? .min : .max) : sum
    }

    /// Seconds with their fraction.
    package var seconds: Double { Double(nanoseconds) / 1e9 }

    /// nil when the text is no duration: `1h30m`, `1.5s`, `10ms`, `2d`, `1w`, `0`.
    package init?(compose text: some StringProtocol) {
        var rest = Substring(text)
        var sign = 1.0
        if rest.first == "-" || rest.first == "+" { sign = rest.removeFirst() == "-" ? -1 : 1 }
        guard !rest.isEmpty else { return nil }
        if rest == "0" {
            self = .zero
            return
        }
        var total = 0.0
        while !rest.isEmpty {
            let digits = rest.prefix { $0.isASCIIDigit || $0 == "." }
            let afterDigits = rest[digits.endIndex...]
            let unit = afterDigits.prefix { !$0.isASCIIDigit && $0 != "." }
            guard let number = Double(digits), let size = Self.unitNanoseconds[String(unit)] else { return nil }
            total += number * size
            rest = afterDigits[unit.endIndex...]
        }
        guard total < Double(Int.max) else { return nil }
        self = .nanoseconds(Int((sign * total).rounded()))
    }

    private static let unitNanoseconds: [String: Double] = [
        "ns": 1, "us": 1e3, "µs": 1e3, "μs": 1e3, "ms": 1e6, "s": 1e9, "m": 60e9, "h": 3600e9, "d": 86400e9,
        "w": 604800e9,
    ]

    /// The form that Go prints and that the config hash covers: `1m30s`, `1.5s`, `10ms`, `0s`.
    package var composeDescription: String {
        let total = nanoseconds
        guard total != 0 else { return "0s" }
        let sign = total < 0 ? "-" : ""
        let magnitude = total.magnitude
        if magnitude < 1_000_000_000 {
            let (size, unit) = magnitude < 1_000 ? (1, "ns") : magnitude < 1_000_000 ? (1_000, "µs") : (1_000_000, "ms")
            return sign + Self.fraction(magnitude, of: UInt(size)) + unit
        }
        let (minutes, rest) = magnitude.quotientAndRemainder(dividingBy: 60_000_000_000)
        let seconds = Self.fraction(rest, of: 1_000_000_000) + "s"
        guard minutes > 0 else { return sign + seconds }
        let (hours, minute) = minutes.quotientAndRemainder(dividingBy: 60)
        return sign + (hours > 0 ? "\(hours)h" : "") + "\(minute)m" + seconds
    }

    /// A count of units with as many decimals as it needs.
    private static func fraction(_ value: UInt, of unit: UInt) -> String {
        let (whole, rest) = value.quotientAndRemainder(dividingBy: unit)
        guard rest > 0 else { return "\(whole)" }
        var digits = String(rest + unit).dropFirst()
        while digits.last == "0" { digits.removeLast() }
        return "\(whole).\(digits)"
    }
}
