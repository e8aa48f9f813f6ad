import Diagnostics
import OrderedCollections
import YAML

/// Lays a later tree over an earlier one, by the merge rules of the Compose specification.
///
/// What comes from the later tree keeps its own place.
struct Merger {
    private var path: NodePath
    private(set) var collector = DiagnosticCollector()

    private init(at position: [String]) {
        path = NodePath(position.map { NodePath.Step.key($0) })
    }

    /// - Parameters:
    ///   - override: the later tree.
    ///   - base: the earlier tree, which becomes the merged one.
    ///   - position: the keys that lead to both; none for whole files.
    ///   - collector: gets the values that cannot be laid over each other.
    static func merge(
        _ override: YAMLNode,
        over base: inout YAMLNode,
        at position: [String] = [],
        into collector: inout DiagnosticCollector
    ) {
        var table: PositionTable<MergeRule>? = MergeRule.table
        for key in position { table = table?.child(key) }
        var merger = Merger(at: position)
        var entry = YAMLMapping.Entry(base, keyAt: base.location)
        base.value = .scalar(.null)
        merger.merge(YAMLMapping.Entry(override, keyAt: override.location), over: &entry, table)
        base = entry.value
        for diagnostic in merger.collector.diagnostics { collector.add(diagnostic) }
    }

    private mutating func merge(
        _ override: YAMLMapping.Entry,
        over base: inout YAMLMapping.Entry,
        _ table: PositionTable<MergeRule>?
    ) {
        if case .replace = table?.value {
            base = override
            return
        }
        guard !override.value.isNull else { return }
        guard !base.value.isNull else {
            base = override
            return
        }
        switch table?.value {
        case .keyValues: KeyValueLists.merge(override, over: &base)
        case .hosts: KeyValueLists.mergeHosts(override, over: &base)
        case .build: mergeMappings(of: override, over: &base, table) { ShortNames.build($0) }
        case .dependencies: mergeMappings(of: override, over: &base, table) { ShortNames.dependencies($0) }
        case .names: mergeMappings(of: override, over: &base, table) { ShortNames.names($0) }
        case .logging: mergeLogging(override, over: &base, table)
        case .addressPools: mergeAddressPools(override, over: &base)
        case .replace, nil: mergeAsUsual(override, over: &base, table)
        }
    }

    private mutating func mergeAsUsual(
        _ override: YAMLMapping.Entry,
        over base: inout YAMLMapping.Entry,
        _ table: PositionTable<MergeRule>?
    ) {
        let (kind, otherKind) = (base.value.kind, override.value.kind)
        guard kind != .scalar else {
            base = override
            return
        }
        guard kind == otherKind else {
            return collector.error(
                "cannot override \(path.dotted): \(otherKind.noun) cannot be laid over \(kind.noun)",
                path: path.dotted,
                at: override.value.location,
                notes: [.init("what it would override is here", at: base.value.location)],
                hint: "tag the later value with !override to replace the earlier one"
            )
        }
        if case .mapping(let other) = override.value.value {
            base.value.editMapping { merge(other, over: &$0, table) }
        } else if case .sequence(let items) = override.value.value {
            base.value.editItems { $0 += items }
        }
    }

    private mutating func merge(
        _ override: YAMLMapping,
        over base: inout YAMLMapping,
        _ table: PositionTable<MergeRule>?
    ) {
        for (key, entry) in override.entries {
            guard let index = base.entries.index(forKey: key) else {
                base.entries[key] = entry
                continue
            }
            path.steps.append(.key(key))
            merge(entry, over: &base.entries.values[index], table?.child(key))
            path.steps.removeLast()
        }
    }

    /// Merges two values that have a short form as the mappings it stands for.
    private mutating func mergeMappings(
        of override: YAMLMapping.Entry,
        over base: inout YAMLMapping.Entry,
        _ table: PositionTable<MergeRule>?,
        writtenOut: (YAMLNode) -> YAMLNode
    ) {
        var longOverride = override
        longOverride.value = writtenOut(override.value)
        base.value = writtenOut(base.value)
        mergeAsUsual(longOverride, over: &base, table)
    }

    private mutating func mergeLogging(
        _ override: YAMLMapping.Entry,
        over base: inout YAMLMapping.Entry,
        _ table: PositionTable<MergeRule>?
    ) {
        let driver = base.value.asMapping?["driver"]?.asString
        let otherDriver = override.value.asMapping?["driver"]?.asString
        if driver == nil || otherDriver == nil || driver == otherDriver {
            mergeAsUsual(override, over: &base, table)
        } else {
            base = override
        }
    }

    /// A pool that the override does not name is gone, since one network rarely wants an old and a new subnet.
    private mutating func mergeAddressPools(_ override: YAMLMapping.Entry, over base: inout YAMLMapping.Entry) {
        guard let earlier = base.value.asSequence, let later = override.value.asSequence else {
            return mergeAsUsual(override, over: &base, nil)
        }
        func subnet(of pool: YAMLNode) -> String? { pool.asMapping?["subnet"]?.asString }
        let known = Dictionary(earlier.map { (subnet(of: $0), $0) }, uniquingKeysWith: { first, _ in first })
        var merged: [YAMLNode] = []
        for pool in later {
            guard let match = known[subnet(of: pool)] else {
                merged.append(pool)
                continue
            }
            var entry = YAMLMapping.Entry(match, keyAt: match.location)
            mergeAsUsual(YAMLMapping.Entry(pool, keyAt: pool.location), over: &entry, nil)
            merged.append(entry.value)
        }
        base = override
        base.value.value = .sequence(merged)
    }
}

extension YAMLNode {
    /// What a node is, without its content.
    enum Kind {
        case scalar, sequence, mapping

        var noun: String {
            switch self {
            case .scalar: "a single value"
            case .sequence: "a list"
            case .mapping: "a mapping"
            }
        }
    }

    var kind: Kind {
        switch value {
        case .scalar: .scalar
        case .sequence: .sequence
        case .mapping: .mapping
        }
    }
}
