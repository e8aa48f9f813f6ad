package import Diagnostics
import OrderedCollections
import YAML

/// One of the things that were said about a part of the project.
package struct ValueClaim: Sendable, Hashable {
    package enum Standing: Sendable, Hashable {
        /// This is the value.
        case wins
        /// The value is a mapping or a list, and this is in it.
        case contributes
        /// Something later says otherwise.
        case overridden
        /// It is null, which leaves what was there before.
        case silent
        /// A tag at this place takes it out.
        case removed(by: SourceLocation)
    }

    package enum Source: Sendable, Hashable {
        /// A compose file; how it came to speak of this, from the innermost step outwards.
        case document([ProvenanceStep])
        /// An env or label file of the service; where it is named.
        case settings(namedAt: SourceLocation?)
    }

    package var place: SourceLocation
    /// With variables replaced, on one line; collections are only counted.
    package var value: String
    /// Before variables were replaced; nil when there were none.
    package var written: String?
    package var variables: [VariableOrigin]
    package var source: Source
    package var standing: Standing

    package init(
        place: SourceLocation,
        value: String,
        written: String?,
        variables: [VariableOrigin],
        source: Source,
        standing: Standing
    ) {
        self.place = place
        self.value = value
        self.written = written
        self.variables = variables
        self.source = source
        self.standing = standing
    }
}

/// All that was said about a part of the project, from what counts least to what counts most.
package struct Explanation: Sendable, Hashable {
    package var claims: [ValueClaim]
    /// How later files are laid over earlier ones here, as a sentence; nil where only one speaks.
    package var rule: String?
    /// What goes for the finished value; nothing is written there when there are no claims.
    package var origin: ValueOrigin

    package init(claims: [ValueClaim], rule: String?, origin: ValueOrigin) {
        self.claims = claims
        self.rule = rule
        self.origin = origin
    }
}

extension YAMLNode {
    /// The value on one line, without the content of collections.
    var summary: String {
        switch value {
        case .scalar(.null): "null"
        case .scalar(.string(let text)): "'\(text.onOneLine)'"
        case .scalar: scalarText ?? "null"
        case .sequence(let items): items.count == 1 ? "a list of 1 item" : "a list of \(items.count) items"
        case .mapping(let mapping):
            mapping.entries.count == 1 ? "a mapping of 1 key" : "a mapping of \(mapping.entries.count) keys"
        }
    }
}

extension String {
    /// Without line breaks and other control characters, and cut where it gets long.
    var onOneLine: String {
        let limit = 120
        var text = ""
        for scalar in unicodeScalars.prefix(limit) {
            switch scalar {
            case "\n": text += "\\n"
            case "\t": text += "\\t"
            default: text.unicodeScalars.append(scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar)
            }
        }
        return unicodeScalars.count > limit ? text + "…" : text
    }
}
