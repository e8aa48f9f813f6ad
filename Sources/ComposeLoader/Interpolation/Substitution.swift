/// Replaces `$NAME` and `${…}` in a text, as compose files and env files understand them.
package enum Substitution {
    package struct Outcome: Sendable, Equatable {
        package var text: String
        /// The variables that were unset where no form says what to do then; each became nothing.
        package var unset: [UnsetVariable]

        package init(text: String, unset: [UnsetVariable] = []) {
            self.text = text
            self.unset = unset
        }
    }

    package struct UnsetVariable: Sendable, Equatable {
        package var name: String
        /// Where its dollar sign is, in Unicode scalars from the start of the text.
        package var offset: Int

        package init(name: String, offset: Int) {
            self.name = name
            self.offset = offset
        }
    }

    /// Why a text cannot be substituted.
    package struct Failure: Error, Sendable, Equatable {
        package enum Reason: Sendable, Equatable {
            /// `${` without a valid name and a closing brace.
            case malformed
            /// `${NAME:?message}` and the variable is missing; the message may be empty.
            case required(name: String, message: String)
            /// What the variables stand for is longer than is allowed.
            case tooLong
        }

        package var reason: Reason
        /// Where the dollar sign is, in Unicode scalars from the start of the text.
        package var offset: Int

        package init(_ reason: Reason, offset: Int) {
            self.reason = reason
            self.offset = offset
        }
    }

    /// Replaces every variable of a text by its value.
    ///
    /// - Parameters:
    ///   - text: what may contain variables.
    ///   - limit: how many bytes the new text may have; variables that multiply each other make any number of them.
    ///   - lookup: the value of a variable; nil when it is unset.
    /// - Returns: the new text, and the variables that became nothing for want of a value.
    /// - Throws: the first variable that is malformed, required and missing, or too much.
    package static func expand(
        _ text: String,
        limit: Int = .max,
        lookup: (String) -> String?
    ) throws(Failure) -> Outcome {
        guard text.utf8.contains(.dollar) else { return Outcome(text: text) }
        var expansion = Expansion(Array(text.utf8), limit: limit)
        let bytes = try expansion.expand(0..<text.utf8.count, lookup)
        return Outcome(text: String(decoding: bytes, as: UTF8.self), unset: expansion.unset)
    }
}

/// One substitution under way over the bytes of a text.
private struct Expansion {
    private let bytes: [UInt8]
    private let limit: Int
    private(set) var unset: [Substitution.UnsetVariable] = []
    /// How many scalars there are before a byte, as counted last: most questions are about later bytes.
    private var counted = (byte: 0, scalars: 0)

    init(_ bytes: [UInt8], limit: Int) {
        self.bytes = bytes
        self.limit = limit
    }

    mutating func expand(
        _ range: Range<Int>,
        _ lookup: (String) -> String?
    ) throws(Substitution.Failure) -> [UInt8] {
        var output: [UInt8] = []
        var scanner = TemplateScanner(bytes, in: range)
        while let piece = scanner.next() {
            switch piece {
            case .literal(let literal): output += bytes[literal]
            case .dollar: output.append(.dollar)
            case .variable(let variable):
                output += try value(of: variable, lookup)
                guard output.count <= limit else {
                    throw Substitution.Failure(.tooLong, offset: scalars(before: variable.start))
                }
            case .malformed(let start): throw Substitution.Failure(.malformed, offset: scalars(before: start))
            }
        }
        return output
    }

    /// The word is substituted only where it is used, so that an unused one neither warns nor fails.
    private mutating func value(
        of variable: TemplateVariable,
        _ lookup: (String) -> String?
    ) throws(Substitution.Failure) -> [UInt8] {
        let value = lookup(variable.name)
        let present = variable.treatsEmptyAsMissing && value?.isEmpty == true ? nil : value
        switch variable.form {
        case .plain:
            guard let value else {
                unset.append(.init(name: variable.name, offset: scalars(before: variable.start)))
                return []
            }
            return Array(value.utf8)
        case .fallback:
            guard let present else { return try expand(variable.word, lookup) }
            return Array(present.utf8)
        case .alternative:
            guard present != nil else { return [] }
            return try expand(variable.word, lookup)
        case .required:
            guard let present else {
                let message = String(decoding: try expand(variable.word, lookup), as: UTF8.self)
                let reason = Substitution.Failure.Reason.required(name: variable.name, message: message)
                throw Substitution.Failure(reason, offset: scalars(before: variable.start))
            }
            return Array(present.utf8)
        }
    }

    private mutating func scalars(before byte: Int) -> Int {
        if byte < counted.byte { counted = (0, 0) }
        // Every scalar has one byte that is no continuation byte.
        let added = bytes[counted.byte..<byte].count(where: { $0 & 0b1100_0000 != 0b1000_0000 })
        counted = (byte, counted.scalars + added)
        return counted.scalars
    }
}
