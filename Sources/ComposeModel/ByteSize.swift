/// A number of bytes, written in Compose files as `64m`, `1gb` or a plain number.
package struct ByteSize: Sendable, Hashable {
    package var bytes: Int

    package init(bytes: Int) {
        self.bytes = bytes
    }

    /// nil when the text is no size.
    ///
    /// Units are powers of 1024 whether written `k`, `kb` or `kib`, in either case; a fraction is cut to whole bytes.
    package init?(_ text: some StringProtocol) {
        let text = text.trimmingSpaces
        guard let split = text.lastIndex(where: { $0.isASCIIDigit || $0 == "." }) else { return nil }
        let digits = text[...split].trimmingSpaces
        var unit = text[text.index(after: split)...].trimmingSpaces.lowercased()[...]
        guard let number = Double(digits), number >= 0 || text == "-1", digits.last != "." else { return nil }
        if unit.hasSuffix("b") { unit = unit.dropLast() }
        if unit.hasSuffix("i"), unit.count == 2 { unit = unit.dropLast() }
        guard let power = ["": 0, "k": 1, "m": 2, "g": 3, "t": 4, "p": 5][String(unit)] else { return nil }
        if power == 0, let whole = Int(digits) {
            bytes = whole
            return
        }
        let scaled = number * Double(1 << (10 * power))
        guard scaled < Double(Int.max) else { return nil }
        bytes = Int(scaled)
    }
}

extension StringProtocol {
    var trimmingSpaces: Substring {
        var rest = Substring(self)
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        return rest
    }
}

extension Character {
    var isASCIIDigit: Bool { isASCII && isNumber }
}
