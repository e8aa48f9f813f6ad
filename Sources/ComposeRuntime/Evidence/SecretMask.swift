/// Hides values that nobody else may read wherever they occur in a text.
///
/// What a container prints, what a probe answers and what the engine says may all repeat a password. Everything that is
/// shown or written as evidence goes through here first.
package struct SecretMask: Sendable {
    /// What stands in place of a hidden value.
    package static let stars = "***"
    /// Hides nothing.
    package static let none = SecretMask([String]())

    /// The values by their first byte, the longest first, so that a value is never hidden only in part.
    private let values: [UInt8: [[UInt8]]]

    /// Lines of a longer text that say nothing by themselves: `}`, `EOF`.
    private static let shortestLine = 6

    /// - Parameter values: what to hide. Of a text of several lines each line is hidden, since output comes in lines.
    package init(_ values: some Sequence<String>) {
        var known: Set<[UInt8]> = []
        for value in values {
            let lines = value.split(whereSeparator: \.isNewline).filter { !$0.allSatisfy(\.isWhitespace) }
            for line in lines where lines.count == 1 || line.utf8.count >= Self.shortestLine {
                known.insert(Array(line.utf8))
            }
        }
        var byFirst: [UInt8: [[UInt8]]] = [:]
        for value in known { byFirst[value[0], default: []].append(value) }
        self.values = byFirst.mapValues { group in group.sorted { $0.count > $1.count } }
    }

    package func masking(_ text: String) -> String {
        guard !values.isEmpty else { return text }
        let bytes = Array(text.utf8)
        let masked = masking(bytes)
        return masked.count == bytes.count && masked == bytes ? text : String(decoding: masked, as: UTF8.self)
    }

    /// The same for text whose encoding nobody vouches for.
    package func masking(_ bytes: [UInt8]) -> [UInt8] {
        guard !values.isEmpty else { return bytes }
        var masked: [UInt8] = []
        masked.reserveCapacity(bytes.count)
        var position = 0
        while position < bytes.count {
            if let length = lengthOfValue(at: position, in: bytes) {
                masked += Self.stars.utf8
                position += length
            } else {
                masked.append(bytes[position])
                position += 1
            }
        }
        return masked
    }

    private func lengthOfValue(at position: Int, in bytes: [UInt8]) -> Int? {
        guard let candidates = values[bytes[position]] else { return nil }
        let rest = bytes[position...]
        return candidates.first { rest.starts(with: $0) }?.count
    }
}
