import Diagnostics
import OrderedCollections
import YAML

/// The places of one document that are tagged `!reset` or `!override`.
///
/// What earlier files put there is deleted before the document is laid over it. A value tagged `!reset` is then gone; one
/// tagged `!override` stands alone.
struct ResetPaths {
    private var paths: [[String]] = []
    /// Where each tag stands.
    private var places: [SourceLocation] = []

    /// Nothing is tagged.
    init() {}

    /// Takes the tags out of a document, and the values tagged `!reset` with them.
    init(removingFrom document: inout YAMLNode) {
        guard ResetPaths.isTagged(document) else { return }
        var path: [String] = []
        collect(from: &document, at: &path, isReplacing: false)
    }

    var isEmpty: Bool { paths.isEmpty }

    /// What is taken out, and where the tag that does it stands.
    var removals: [(path: [String], place: SourceLocation)] {
        zip(paths, places).map { (path: $0, place: $1) }
    }

    /// Deletes the places from a tree.
    func apply(to root: inout YAMLNode) {
        for path in paths { ResetPaths.delete(path[...], from: &root) }
    }

    /// Deletes the places below a position from the tree that stands there; the position itself stays.
    func apply(below position: [String], to node: inout YAMLNode) {
        for path in paths where path.count > position.count && path.starts(with: position) {
            ResetPaths.delete(path[position.count...], from: &node)
        }
    }

    private static func delete(_ path: ArraySlice<String>, from node: inout YAMLNode) {
        guard let key = path.first else { return }
        node.editMapping { mapping in
            if path.count == 1 {
                mapping.entries.removeValue(forKey: key)
            } else {
                mapping.edit(key) { delete(path.dropFirst(), from: &$0) }
            }
        }
    }
}

extension ResetPaths {
    private static let tags: Set<String> = ["!reset", "!override"]

    /// Most documents have no tag at all and need no change.
    private static func isTagged(_ node: YAMLNode) -> Bool {
        if let tag = node.tag, tags.contains(tag) { return true }
        switch node.value {
        case .mapping(let mapping): return mapping.entries.values.contains { isTagged($0.value) }
        case .sequence(let items): return items.contains { isTagged($0) }
        case .scalar: return false
        }
    }

    private mutating func add(_ path: [String], taggedAt place: SourceLocation) {
        paths.append(path)
        places.append(place)
    }

    /// - Parameters:
    ///   - node: a value that stays.
    ///   - path: the keys that lead to it; an item of a sequence cannot be addressed, so its index stands for it.
    ///   - isReplacing: whether a value around it replaces all there was, so that nothing more is to be deleted.
    private mutating func collect(from node: inout YAMLNode, at path: inout [String], isReplacing: Bool) {
        let replaces = node.tag == "!override"
        if replaces {
            node.tag = nil
            if !isReplacing { add(path, taggedAt: node.location) }
        }
        node.editMapping { mapping in
            for key in Array(mapping.entries.keys) {
                path.append(key)
                if let value = mapping.entries[key]?.value, value.tag == "!reset" {
                    if !isReplacing && !replaces { add(path, taggedAt: value.location) }
                    mapping.entries.removeValue(forKey: key)
                } else {
                    mapping.edit(key) { collect(from: &$0, at: &path, isReplacing: isReplacing || replaces) }
                }
                path.removeLast()
            }
        }
        node.editItems { items in
            items.removeAll { $0.tag == "!reset" }
            for index in items.indices {
                path.append("[\(index)]")
                collect(from: &items[index], at: &path, isReplacing: true)
                path.removeLast()
            }
        }
    }
}
