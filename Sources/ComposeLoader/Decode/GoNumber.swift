/// Numbers with a fraction as the reference prints them, since such texts reach containers and the config hash.
enum GoNumber {
    /// The fewest digits that give back the number, with an exponent below 1e-4 and from 1e6 on.
    static func text(_ number: Double) -> String {
        guard number.isFinite else { return number.isNaN ? "NaN" : number < 0 ? "-Inf" : "+Inf" }
        let sign = number.sign == .minus ? "-" : ""
        let (digits, point) = decimal(number.magnitude)
        let exponent = point - 1
        if digits == "0" { return sign + "0" }
        if exponent < -4 || exponent >= 6 { return sign + scientific(digits, exponent) }
        if point <= 0 { return sign + "0." + String(repeating: "0", count: -point) + digits }
        if point >= digits.count { return sign + digits + String(repeating: "0", count: point - digits.count) }
        return "\(sign)\(digits.prefix(point)).\(digits.dropFirst(point))"
    }

    private static func scientific(_ digits: String, _ exponent: Int) -> String {
        let fraction = digits.count > 1 ? ".\(digits.dropFirst())" : ""
        let magnitude = exponent.magnitude < 10 ? "0\(exponent.magnitude)" : "\(exponent.magnitude)"
        return "\(digits.prefix(1))\(fraction)e\(exponent < 0 ? "-" : "+")\(magnitude)"
    }

    /// The significant digits, and how many of them stand before the decimal point.
    private static func decimal(_ number: Double) -> (digits: String, point: Int) {
        let parts = "\(number)".split(separator: "e")
        let mantissa = parts[0].split(separator: ".")
        let whole = String(mantissa[0])
        let fraction = mantissa.count > 1 && mantissa[1] != "0" ? String(mantissa[1]) : ""
        let exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let all = whole + fraction
        let leading = all.prefix { $0 == "0" }.count
        var digits = String(all.dropFirst(leading))
        while digits.hasSuffix("0") { digits.removeLast() }
        return digits.isEmpty ? ("0", 1) : (digits, whole.count + exponent - leading)
    }
}
