import ComposeModel
import Diagnostics
import OrderedCollections
import YAML

/// Pairs, written as a mapping or as a list of `KEY=value`.
extension MappingReader {
    /// A key without a value has the empty text.
    func pairs(_ key: String) -> OrderedDictionary<String, String> {
        var pairs: OrderedDictionary<String, String> = [:]
        for (name, value) in optionalPairs(key) { pairs[name] = value ?? "" }
        return pairs
    }

    /// A key without a value has nil.
    func optionalPairs(_ key: String) -> OrderedDictionary<String, String?> {
        var pairs: OrderedDictionary<String, String?> = [:]
        guard let node = self.node(key) else { return pairs }
        if let mapping = node.asMapping {
            for (name, entry) in mapping.entries { pairs.updateValue(entry.value.scalarText, forKey: name) }
        }
        for item in node.asSequence ?? [] {
            guard let text = item.scalarText else { continue }
            guard let equals = text.firstIndex(of: "=") else {
                pairs.updateValue(nil, forKey: text)
                continue
            }
            pairs.updateValue(String(text[text.index(after: equals)...]), forKey: String(text[..<equals]))
        }
        return pairs
    }

    /// Environment variables, whose names may not end in a space: that is nearly always a slip.
    func variables(_ key: String) -> OrderedDictionary<String, String?> {
        for item in node(key)?.asSequence ?? [] {
            guard let text = item.scalarText else { continue }
            let name = text.prefix { $0 != "=" }
            guard let last = name.last, last.isWhitespace else { continue }
            findings.collector.error(
                "the variable '\(name)' ends in a space",
                path: path.appending(.key(key)).dotted,
                at: item.location,
                hint: "write the name and the '=' without a space between them"
            )
        }
        return optionalPairs(key)
    }

    /// Lines for the hosts file: `name: address`, `name: [address, …]`, `name=address[,…]` or `name:address`.
    func extraHosts(_ key: String) -> [ExtraHost] {
        guard let node = self.node(key) else { return [] }
        var hosts: [ExtraHost] = []
        for (name, entry) in node.asMapping?.entries ?? [:] {
            let addresses = entry.value.asSequence?.compactMap(\.scalarText) ?? [entry.value.scalarText ?? ""]
            hosts += addresses.map { ExtraHost(name: name, address: Self.withoutBrackets($0)) }
        }
        for (index, item) in (node.asSequence ?? []).enumerated() {
            guard let text = item.scalarText else { continue }
            guard let split = text.firstIndex(of: "=") ?? text.firstIndex(of: ":"), split > text.startIndex else {
                reportHost(item, key, index)
                continue
            }
            let addresses = text[text.index(after: split)...].split(separator: ",", omittingEmptySubsequences: false)
            hosts += addresses.map {
                ExtraHost(name: String(text[..<split]), address: Self.withoutBrackets(String($0)))
            }
        }
        return hosts
    }

    private func reportHost(_ item: YAMLNode, _ key: String, _ index: Int) {
        guard !findings.isLenient else { return }
        findings.collector.error(
            "'\(item.scalarText ?? "")' is no host with an address",
            path: path.appending(.key(key)).appending(.index(index)).dotted,
            at: item.location,
            hint: "write 'name=address'"
        )
    }

    private static func withoutBrackets(_ address: String) -> String {
        guard address.count > 2, address.hasPrefix("["), address.hasSuffix("]") else { return address }
        return String(address.dropFirst().dropLast())
    }
}
