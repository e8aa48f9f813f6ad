/// A value that a request may carry behind the `?`.
struct QueryParameter: Sendable {
    enum Kind: Sendable {
        /// Any text but the empty one.
        case text
        /// Of at least 0 and at most 10^11: seconds, in this age and those near it.
        case moment
        case integer(ClosedRange<Int>)
        case flag
    }

    var name: String
    var kind: Kind
    /// One sentence.
    var summary: String

    init(_ name: String, _ kind: Kind, _ summary: String) {
        self.name = name
        self.kind = kind
        self.summary = summary
    }

    static let latestMoment: Double = 100_000_000_000
}

/// What a request carries behind the `?`: only what its endpoint knows, each at most once, and each of its kind.
struct QueryValues: Sendable {
    private enum Value: Sendable {
        case text(String)
        case moment(Double)
        case integer(Int)
        case flag(Bool)
    }

    private var values: [String: Value] = [:]

    init(_ query: String?, _ parameters: [QueryParameter]) throws(RequestProblem) {
        for field in (query ?? "").split(separator: "&") {
            let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentCoding.decoded(parts[0], plusIsSpace: true),
                let text = PercentCoding.decoded(parts.count > 1 ? parts[1] : "", plusIsSpace: true)
            else { throw .invalid("'\(field)' in the query is no percent-encoded text") }
            guard let parameter = parameters.first(where: { $0.name == name }) else {
                throw .invalid("there is no '\(name)' in a query here", hint: Self.hint(parameters))
            }
            guard values[name] == nil else { throw .invalid("'\(name)' is in the query more than once") }
            values[name] = try Self.value(text, parameter)
        }
    }

    func text(_ name: String) -> String? {
        if case .text(let value) = values[name] { value } else { nil }
    }

    /// Seconds since 1970.
    func moment(_ name: String) -> Double? {
        if case .moment(let value) = values[name] { value } else { nil }
    }

    func integer(_ name: String) -> Int? {
        if case .integer(let value) = values[name] { value } else { nil }
    }

    func flag(_ name: String) -> Bool? {
        if case .flag(let value) = values[name] { value } else { nil }
    }

    private static func hint(_ parameters: [QueryParameter]) -> String {
        let names = parameters.map { "'\($0.name)'" }.joined(separator: ", ")
        return names.isEmpty ? "leave the query out" : "use \(names)"
    }

    private static func value(_ text: String, _ parameter: QueryParameter) throws(RequestProblem) -> Value {
        let name = parameter.name
        switch parameter.kind {
        case .text:
            guard !text.isEmpty else { throw .invalid("'\(name)' is empty") }
            return .text(text)
        case .moment:
            let isPlain = text.utf8.allSatisfy { "0123456789.+-eE".utf8.contains($0) }
            guard isPlain, let value = Double(text), (0...QueryParameter.latestMoment).contains(value) else {
                throw .invalid("'\(name)' is no moment: '\(text)'", hint: "give it in seconds since 1970")
            }
            return .moment(value)
        case .integer(let range):
            guard !text.hasPrefix("+"), let value = Int(text), range.contains(value) else {
                throw .invalid("'\(name)' is no number from \(range.lowerBound) to \(range.upperBound): '\(text)'")
            }
            return .integer(value)
        case .flag:
            switch text {
            case "true": return .flag(true)
            case "false": return .flag(false)
            default: throw .invalid("'\(name)' is neither 'true' nor 'false': '\(text)'")
            }
        }
    }
}
