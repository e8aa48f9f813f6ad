/// Something that goes wrong with one call.
package struct Fault: Sendable, Hashable, CustomStringConvertible {
    package enum Kind: Sendable, Hashable {
        /// The connection is closed, and nothing is done.
        case cutsBefore
        /// What was asked for is done, and the connection is closed instead of an answer.
        case cutsAfter
        /// Nothing is done, and the answer is an error with this status.
        case answers(status: Int)
        /// The answer comes later.
        case delays(Duration)
        /// The process that asks is killed, and nothing is done.
        case killsBefore
        /// What was asked for is done, and the process that asked is killed before it hears of it.
        case killsAfter
        /// All connections are closed, nothing is done, and for so long none can be made.
        case restarts(downtime: Duration)
    }

    /// Which call it is.
    package enum Moment: Sendable, Hashable {
        /// By number, from 1.
        case call(Int)
        /// The first call of a method whose path ends so.
        case first(String, String)

        func isNow(_ call: SimulatedCall) -> Bool {
            switch self {
            case .call(let number): call.number == number
            case .first(let method, let end): call.method == method && call.path.hasSuffix(end)
            }
        }
    }

    package let kind: Kind
    package let moment: Moment

    package init(_ kind: Kind, at moment: Moment) {
        self.kind = kind
        self.moment = moment
    }

    package var description: String {
        switch moment {
        case .call(let number): "\(kind) at call \(number)"
        case .first(let method, let end): "\(kind) at the first \(method) …\(end)"
        }
    }
}

extension Fault.Kind: CustomStringConvertible {
    package var description: String {
        switch self {
        case .cutsBefore: "connection cut before the effect"
        case .cutsAfter: "connection cut after the effect"
        case .answers(let status): "answer \(status)"
        case .delays(let duration): "answer after \(duration)"
        case .killsBefore: "client killed before the effect"
        case .killsAfter: "client killed after the effect"
        case .restarts(let downtime): "engine away for \(downtime)"
        }
    }

    /// Whether the client is told something of the engine's state that is not so, and may act on it.
    package var isUntrue: Bool {
        if case .answers(let status) = self { status < 500 } else { false }
    }

    /// Whether the client's process is killed.
    package var isFatal: Bool { self == .killsBefore || self == .killsAfter }
}
