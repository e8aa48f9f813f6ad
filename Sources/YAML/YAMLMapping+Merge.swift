internal import Diagnostics
internal import OrderedCollections

extension YAMLMapping {
    /// Adds what a merge key, `<<`, names, after the pairs written here, which win over it.
    ///
    /// Of several mappings in a list the earlier wins. Merged pairs keep their own places.
    ///
    /// - Parameters:
    ///   - source: the value of the merge key.
    ///   - unresolved: the places of aliases that name nothing, which have their problem already.
    ///   - problems: takes a problem for each value that is no mapping.
    mutating func merge(
        _ source: YAMLNode,
        unresolved: Set<SourceLocation>,
        problems: inout DiagnosticCollector
    ) {
        switch source.value {
        case .mapping(let mapping): add(mapping)
        case .sequence(let elements):
            for element in elements {
                if case .mapping(let mapping) = element.value {
                    add(mapping)
                } else if !unresolved.contains(element.location) {
                    problems.error("'<<' merges mappings only, and this is none", at: element.location)
                }
            }
        case .scalar where unresolved.contains(source.location): break
        case .scalar:
            problems.error(
                "'<<' needs a mapping or a list of mappings",
                at: source.location,
                hint: "name an anchored mapping: '<<: *name'"
            )
        }
    }

    private mutating func add(_ mapping: YAMLMapping) {
        for (key, entry) in mapping.entries where entries[key] == nil { entries[key] = entry }
    }
}
