package import Diagnostics
package import OrderedCollections

/// A YAML value with the place it was written.
package struct YAMLNode: Sendable, Equatable {
    package enum Value: Sendable, Equatable {
        case scalar(YAMLScalar)
        case sequence([YAMLNode])
        case mapping(YAMLMapping)
    }

    package var value: Value
    package var location: SourceLocation
    /// The tag as it was written, `!reset` or `!!str`; nil when the file names none.
    package var tag: String?

    package init(_ value: Value, at location: SourceLocation, tag: String? = nil) {
        self.value = value
        self.location = location
        self.tag = tag
    }
}

/// A scalar after the core schema of YAML 1.2 has given it a type.
package enum YAMLScalar: Sendable, Hashable {
    case null
    case bool(Bool)
    case int(Int)
    /// A number with a fraction, an exponent or more digits than an `Int` holds, and how it was written.
    case double(Double, text: String)
    case string(String)
}

/// Pairs in file order, each key once.
package struct YAMLMapping: Sendable, Equatable {
    package struct Entry: Sendable, Equatable {
        package var keyLocation: SourceLocation
        package var value: YAMLNode

        package init(_ value: YAMLNode, keyAt keyLocation: SourceLocation) {
            self.value = value
            self.keyLocation = keyLocation
        }
    }

    package var entries: OrderedDictionary<String, Entry>

    package init(_ entries: OrderedDictionary<String, Entry> = [:]) {
        self.entries = entries
    }

    /// The value of a key; setting it keeps the key's place in the order, or appends it at the value's own place.
    package subscript(key: String) -> YAMLNode? {
        get { entries[key]?.value }
        set {
            guard let newValue else {
                entries.removeValue(forKey: key)
                return
            }
            entries[key] = Entry(newValue, keyAt: entries[key]?.keyLocation ?? newValue.location)
        }
    }
}
