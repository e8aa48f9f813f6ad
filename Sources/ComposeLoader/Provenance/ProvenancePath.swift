package import ComposeModel
import Diagnostics
import OrderedCollections
import YAML

/// Paths as a user writes them: `services.web.ports[0].target`.
///
/// Keys may have dots in them, as labels do, so that only the project can tell where a key ends.
package enum ProvenancePath {
    /// The steps of a path, an index as `[0]`.
    ///
    /// - Parameters:
    ///   - text: the path.
    ///   - project: the finished project.
    ///   - provenance: what the files say, of which some may not be in the project any more.
    /// - Returns: nil when neither has anything there.
    package static func steps(
        of text: String,
        in project: CanonicalValue,
        _ provenance: Provenance
    ) -> [String]? {
        if let known = steps(text[...], in: YAMLNode(project)) { return known }
        for layer in provenance.history.layers.reversed() where layer.position.isEmpty {
            guard case .values(let node) = layer.content else { continue }
            if let known = steps(text[...], in: node) { return known }
        }
        return nil
    }

    /// The name nearest to the first that leads nowhere, with what leads to it; nil when nothing is near.
    package static func nearest(to text: String, in project: CanonicalValue) -> String? {
        nearest(to: text[...], in: YAMLNode(project), after: "")
    }

    private static func nearest(to text: Substring, in node: YAMLNode, after prefix: String) -> String? {
        let key = String(text.prefix { $0 != "." })
        let names = node.memberNames
        guard names.contains(key), let member = node.member(key), text.count > key.count else {
            return nearestName(to: key, among: names).map { prefix + $0 }
        }
        return nearest(to: text.dropFirst(key.count + 1), in: member.node, after: "\(prefix)\(key).")
    }

    private static func steps(_ text: Substring, in node: YAMLNode) -> [String]? {
        if text.isEmpty { return [] }
        if text.first == "[" { return indexed(text, in: node) }
        let names = node.memberNames.filter { !$0.isEmpty && text.hasPrefix($0) }
        for name in names.sorted(by: { $0.count > $1.count }) {
            guard let member = node.member(name) else { continue }
            if let rest = steps(after: text.dropFirst(name.count), in: member.node) { return [name] + rest }
        }
        return nil
    }

    private static func indexed(_ text: Substring, in node: YAMLNode) -> [String]? {
        guard let close = text.firstIndex(of: "]"), let items = node.asSequence,
            let index = Int(text[..<close].dropFirst()), items.indices.contains(index)
        else { return nil }
        let rest = steps(after: text[text.index(after: close)...], in: items[index])
        return rest.map { ["[\(index)]"] + $0 }
    }

    private static func steps(after rest: Substring, in node: YAMLNode) -> [String]? {
        switch rest.first {
        case nil: return []
        case ".": return rest.count > 1 ? steps(rest.dropFirst(), in: node) : nil
        case "[": return steps(rest, in: node)
        default: return nil
        }
    }
}

extension YAMLNode {
    /// A value of the finished project, whose places mean nothing.
    init(_ value: CanonicalValue) {
        let place = SourceLocation(file: "", line: 1, column: 1)
        switch value {
        case .null: self = .null(at: place)
        case .bool(let flag): self = .bool(flag, at: place)
        case .int(let number): self = YAMLNode(.scalar(.int(number)), at: place)
        case .double(let number): self = YAMLNode(.scalar(.double(number, text: "\(number)")), at: place)
        case .float(let number): self = YAMLNode(.scalar(.double(Double(number), text: "\(number)")), at: place)
        case .string(let text): self = .string(text, at: place)
        case .list(let values): self = YAMLNode(.sequence(values.map { YAMLNode($0) }), at: place)
        case .object(let object):
            self = .mapping(object.fields.map { ($0.name, YAMLNode($0.value)) }, at: place)
        }
    }
}
