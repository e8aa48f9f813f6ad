/// The numbers that one field of a schedule allows.
struct CronField: Sendable, Hashable {
    /// Which field, and so which numbers and names it may have.
    enum Unit: String, Sendable {
        case minute, hour, day, month, weekday
    }

    /// In order, each once; never empty.
    let values: [Int]
    /// Whether it begins with a star, which counts for days and weekdays: then the other one decides alone.
    let isOpen: Bool

    /// Reads a list of numbers, names, ranges and stars, each perhaps with a step: `*/15`, `1-5`, `mon,fri`.
    init(_ text: Substring, _ unit: Unit) throws(CronError) {
        guard !text.isEmpty else { throw CronError("the field for the \(unit.rawValue) is empty") }
        var allowed: Set<Int> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            allowed.formUnion(try Self.numbers(of: part, unit))
        }
        // A week has two numbers for Sunday.
        if unit == .weekday, allowed.remove(7) != nil { allowed.insert(0) }
        values = allowed.sorted()
        isOpen = text.hasPrefix("*")
    }

    /// Whether it allows every number that there is.
    func isEvery(of unit: Unit) -> Bool { values.count == unit.count }

    private static func numbers(of part: Substring, _ unit: Unit) throws(CronError) -> [Int] {
        let halves = part.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        var step = 1
        if halves.count == 2 {
            guard let number = Int(halves[1]), number > 0 else {
                throw CronError("'\(halves[1])' is no step", hint: "write a number above 0 after the slash")
            }
            step = number
        }
        let bounds: ClosedRange<Int>
        if halves[0] == "*" {
            bounds = unit.range
        } else {
            let ends = halves[0].split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
            let first = try number(ends[0], unit)
            // A number with a step begins there and goes on to the end.
            var last = halves.count == 2 ? unit.range.upperBound : first
            if ends.count == 2 { last = try number(ends[1], unit) }
            // Sunday may end a range as well as begin one.
            if unit == .weekday, last == 0, first > 0 { last = 7 }
            guard first <= last else {
                throw CronError("the range '\(halves[0])' goes backwards", hint: "write its smaller number first")
            }
            bounds = first...last
        }
        return Array(stride(from: bounds.lowerBound, through: bounds.upperBound, by: step))
    }

    private static func number(_ text: Substring, _ unit: Unit) throws(CronError) -> Int {
        if let index = unit.names.firstIndex(of: text.lowercased()) { return index + unit.firstNamed }
        let isNumber = !text.isEmpty && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard isNumber, let number = Int(text), unit.accepted.contains(number) else {
            throw CronError(
                "'\(text)' is no \(unit.rawValue): they go from \(unit.accepted.lowerBound) to "
                    + "\(unit.accepted.upperBound)"
            )
        }
        return number
    }
}

extension CronField.Unit {
    /// What a star stands for.
    fileprivate var range: ClosedRange<Int> {
        switch self {
        case .minute: 0...59
        case .hour: 0...23
        case .day: 1...31
        case .month: 1...12
        case .weekday: 0...6
        }
    }

    /// What may be written; 7 is another number for Sunday.
    fileprivate var accepted: ClosedRange<Int> { self == .weekday ? 0...7 : range }

    fileprivate var count: Int { range.count }

    fileprivate var names: [String] {
        switch self {
        case .month: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
        case .weekday: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
        case .minute, .hour, .day: []
        }
    }

    /// The number of the first name.
    fileprivate var firstNamed: Int { self == .month ? 1 : 0 }
}
