/// A number as Go prints it with the format `g` and no more digits than needed: `1.5`, `100000`, `1e+06`, `.inf`.
func goText(of number: some BinaryFloatingPoint & CustomStringConvertible) -> String {
    if number.isNaN { return ".nan" }
    let sign = number.sign == .minus ? "-" : ""
    if number.isInfinite { return sign + ".inf" }
    if number.isZero { return sign + "0" }
    let (digits, exponent) = significand(of: number.magnitude.description)
    if exponent < -4 || exponent >= 6 {
        let power = exponent.magnitude < 10 ? "0\(exponent.magnitude)" : "\(exponent.magnitude)"
        let point = digits.count > 1 ? "." : ""
        return "\(sign)\(digits.prefix(1))\(point)\(digits.dropFirst())e\(exponent < 0 ? "-" : "+")\(power)"
    }
    if exponent < 0 { return "\(sign)0.\(String(repeating: "0", count: -exponent - 1))\(digits)" }
    let wholeCount = exponent + 1
    if digits.count <= wholeCount {
        return "\(sign)\(digits)\(String(repeating: "0", count: wholeCount - digits.count))"
    }
    return "\(sign)\(digits.prefix(wholeCount)).\(digits.dropFirst(wholeCount))"
}

/// The digits of a positive number that Swift has printed, without zeros around them, and the power of its first.
private func significand(of text: String) -> (digits: String, exponent: Int) {
    let parts = text.split(separator: "e")
    let power = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
    let mantissa = parts.first ?? "0"
    let wholeCount = mantissa.prefix { $0 != "." }.count
    let all = mantissa.filter { $0 != "." }
    var digits = String(all.drop { $0 == "0" })
    let leadingZeros = all.count - digits.count
    while digits.last == "0" { digits.removeLast() }
    return (digits, power + wholeCount - 1 - leadingZeros)
}
