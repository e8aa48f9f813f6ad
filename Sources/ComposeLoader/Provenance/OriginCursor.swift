package import ComposeModel
import Diagnostics
import YAML

/// A position in the finished project, beside the one in the merged files that it was made of.
///
/// Whoever walks the project steps down both at once.
package struct OriginCursor: Sendable {
    private let provenance: Provenance
    private let path: [String]
    /// nil where the files say nothing.
    private let node: YAMLNode?
    private let place: SourceLocation?

    init(_ provenance: Provenance, path: [String], node: YAMLNode?, place: SourceLocation?) {
        self.provenance = provenance
        self.path = path
        self.node = node
        self.place = place
    }

    /// Where the value here comes from.
    package var origin: ValueOrigin {
        if path == ["name"] { return provenance.nameOrigin }
        if let node, let place {
            return ValueOrigin(.written(place), variables: provenance.variables(of: node, at: path))
        }
        if let setting = provenance.setting(at: path) { return ValueOrigin(.written(setting.place)) }
        return ValueOrigin(.implied)
    }

    /// One field or key of the value here.
    package func child(_ key: String) -> OriginCursor {
        if let node, node.isPlain { return step(key, node, place) }
        let member = node?.member(key)
        return step(key, member?.node, member?.place)
    }

    /// One item of the value here, which is the list `values`.
    ///
    /// An item that the files do not have as it is, such as a word of a command, is from where the list is.
    package func item(_ index: Int, of values: [CanonicalValue]) -> OriginCursor {
        let name = "[\(index)]"
        guard let node else { return step(name, nil, nil) }
        switch node.value {
        case .scalar: return step(name, node, place)
        case .mapping:
            let member = values[index].text.flatMap { node.member(String(KeyValueLists.key(of: $0))) }
            return step(name, member?.node ?? node, member?.place ?? place)
        case .sequence(let items):
            let found = Self.item(index, of: values, in: items)
            return step(name, found ?? node, found?.location ?? place)
        }
    }

    private static func item(_ index: Int, of values: [CanonicalValue], in items: [YAMLNode]) -> YAMLNode? {
        let sameIndex: YAMLNode? = items.count == values.count ? items[index] : nil
        guard let text = values[index].text else { return sameIndex }
        if let sameIndex, sameIndex.scalarText == text { return sameIndex }
        return items.first { $0.scalarText == text || $0.hostText == text } ?? sameIndex
    }

    private func step(_ name: String, _ node: YAMLNode?, _ place: SourceLocation?) -> OriginCursor {
        OriginCursor(provenance, path: path + [name], node: node, place: place)
    }
}

extension CanonicalValue {
    /// The text of a string or a whole number.
    fileprivate var text: String? {
        switch self {
        case .string(let text): text
        case .int(let number): "\(number)"
        default: nil
        }
    }
}

extension YAMLNode {
    /// `name:address` as the project has it, `name=address`.
    fileprivate var hostText: String? {
        guard let text = asString, !text.contains("="), let colon = text.firstIndex(of: ":") else { return nil }
        return "\(text[..<colon])=\(text[text.index(after: colon)...])"
    }
}
