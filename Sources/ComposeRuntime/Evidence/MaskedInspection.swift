internal import ComposePlan

/// What the engine knows of a container, without the secrets among it.
package struct MaskedInspection: Sendable, Equatable {
    /// JSON for people and programs, with a line break at the end.
    package let text: String

    /// Reads an inspection as the engine writes it.
    ///
    /// - Throws: the decoder's error when the bytes are no JSON.
    package init(json: [UInt8], mask: SecretMask) throws {
        text = Self.masking(try JSONTree(json: json), mask).prettyText
    }

    private static func masking(_ tree: JSONTree, _ mask: SecretMask) -> JSONTree {
        switch tree {
        case .text(let text): return .text(mask.masking(text))
        case .list(let list): return .list(list.map { masking($0, mask) })
        case .object(let object):
            var masked: [String: JSONTree] = [:]
            for (key, value) in object {
                switch value {
                case .list(let entries) where key == "Env": masked[key] = .list(entries.map { entry($0, mask) })
                case .text(let text) where !text.isEmpty && CredentialSign.matchesPlainly(key):
                    masked[key] = .text(SecretMask.stars)
                default: masked[key] = masking(value, mask)
                }
            }
            return .object(masked)
        case .null, .flag, .integer, .number: return tree
        }
    }

    /// `NAME=value`, with the value hidden when the name is a credential's, however short it is.
    private static func entry(_ entry: JSONTree, _ mask: SecretMask) -> JSONTree {
        guard case .text(let text) = entry, let separator = text.firstIndex(of: "="),
            CredentialSign.matchesPlainly(String(text[..<separator]))
        else { return masking(entry, mask) }
        return .text("\(text[...separator])\(SecretMask.stars)")
    }
}
