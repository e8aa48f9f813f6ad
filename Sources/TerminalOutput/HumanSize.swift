/// Sizes in the words of the engine's own tools: three significant digits and a unit without a space.
package enum HumanSize {
    /// Powers of 1000: `512B`, `1.2kB`, `12.5MB`, `1.24GB`.
    package static func decimal(_ bytes: Int, digits: Int = 3) -> String {
        text(bytes, base: 1000, units: ["B", "kB", "MB", "GB", "TB", "PB", "EB"], digits: digits)
    }

    /// Powers of 1024: `512B`, `1.5GiB`; one digit more, since up to 1023 of a unit may be needed.
    package static func binary(_ bytes: Int, digits: Int = 4) -> String {
        text(bytes, base: 1024, units: ["B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"], digits: digits)
    }

    private static func text(_ bytes: Int, base: Double, units: [String], digits: Int) -> String {
        let sign = bytes < 0 ? "-" : ""
        var value = Double(bytes.magnitude)
        var unit = 0
        while value >= base, unit < units.count - 1 {
            value /= base
            unit += 1
        }
        var number = decimals(value, digits: digits)
        // 999.9 kB rounds to 1000 kB, which is 1 MB.
        if number.scaled >= Int(base) * number.scale, unit < units.count - 1 {
            number = (scaled: 1, scale: 1)
            unit += 1
        }
        let (whole, rest) = number.scaled.quotientAndRemainder(dividingBy: number.scale)
        guard rest > 0 else { return "\(sign)\(whole)\(units[unit])" }
        var fraction = String(rest + number.scale).dropFirst()
        while fraction.last == "0" { fraction.removeLast() }
        return "\(sign)\(whole).\(fraction)\(units[unit])"
    }

    /// The value as a whole number of parts, rounded to so many significant digits but never before the point.
    private static func decimals(_ value: Double, digits: Int) -> (scaled: Int, scale: Int) {
        var scale = 1
        var limit = 10.0
        var places = digits - 1
        while places > 0, value >= limit {
            limit *= 10
            places -= 1
        }
        for _ in 0..<max(0, places) { scale *= 10 }
        return (Int((value * Double(scale)).rounded(.toNearestOrEven)), scale)
    }
}
