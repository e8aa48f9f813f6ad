internal import FoundationEssentials

/// JSON for machines, with keys in a fixed order.
enum JSONText {
    /// The value on one line, with its line break.
    static func line(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
        } catch {
            preconditionFailure("a value made of texts and numbers has no JSON: \(error)")
        }
    }
}
