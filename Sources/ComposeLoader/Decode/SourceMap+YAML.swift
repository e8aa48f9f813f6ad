import ComposeModel
import Diagnostics
import OrderedCollections
import YAML

extension SourceMap {
    /// The places of a mapping's values and of what stands directly inside them.
    ///
    /// A scalar has its own place; a list or mapping has that of its key, which is where a reader looks for it.
    init(_ mapping: YAMLMapping, at location: SourceLocation) {
        self.init()
        self[""] = location
        for (key, entry) in mapping.entries {
            self[key] = Self.place(of: entry)
            switch entry.value.value {
            case .mapping(let inner):
                for (name, innerEntry) in inner.entries { self["\(key).\(name)"] = Self.place(of: innerEntry) }
            case .sequence(let items):
                for (index, item) in items.enumerated() { self["\(key)[\(index)]"] = item.location }
            case .scalar: break
            }
        }
    }

    private static func place(of entry: YAMLMapping.Entry) -> SourceLocation {
        switch entry.value.value {
        case .scalar(.null), .mapping, .sequence: entry.keyLocation
        case .scalar: entry.value.location
        }
    }
}
