import ComposeModel
import Diagnostics
import OrderedCollections
import YAML

/// Gathers what the readers of one project find; shared by them, never by tasks.
final class DecodingFindings {
    var collector: DiagnosticCollector
    /// Whether a text that still holds a variable may stand for any value.
    let isLenient: Bool

    init(_ collector: DiagnosticCollector, isLenient: Bool) {
        self.collector = collector
        self.isLenient = isLenient
    }
}

/// Reads the values of one mapping, and reports those that are not what their key stands for.
///
/// Every accessor gives nil, false or nothing for a key that is absent or null.
struct MappingReader {
    let mapping: YAMLMapping
    let location: SourceLocation
    let path: NodePath
    let findings: DecodingFindings

    init(_ mapping: YAMLMapping, at location: SourceLocation, path: NodePath, findings: DecodingFindings) {
        self.mapping = mapping
        self.location = location
        self.path = path
        self.findings = findings
    }

    func node(_ key: String) -> YAMLNode? {
        guard let node = mapping[key], !node.isNull else { return nil }
        return node
    }

    /// A text that says something: an empty one counts as absent.
    func text(_ key: String) -> String? {
        guard let text = node(key)?.scalarText, !text.isEmpty else { return nil }
        return text
    }

    func flag(_ key: String) -> Bool { bool(key) ?? false }

    func bool(_ key: String) -> Bool? { node(key).flatMap { bool(of: $0, .key(key)) } }

    func int(_ key: String) -> Int? { node(key).flatMap { int(of: $0, .key(key)) } }

    func double(_ key: String) -> Double? {
        guard let node = self.node(key) else { return nil }
        switch node.value {
        case .scalar(.int(let number)): return Double(number)
        case .scalar(.double(let number, _)): return number
        case .scalar(.string(let text)):
            if let number = Double(text) { return number }
        default: break
        }
        report(node, .key(key), "must be a number")
        return nil
    }

    func float(_ key: String) -> Float? { double(key).map { Float($0) } }

    func duration(_ key: String) -> Duration? {
        guard let node = self.node(key), let text = node.scalarText else { return nil }
        if let duration = Duration(compose: text) { return duration }
        report(node, .key(key), "must be a duration", hint: "write numbers with units: '10s', '1m30s', '500ms'")
        return nil
    }

    func size(_ key: String) -> ByteSize? {
        guard let node = self.node(key), let text = node.scalarText else { return nil }
        if case .scalar(.double(let number, _)) = node.value, number.magnitude < 9e18 {
            return ByteSize(bytes: Int(number))
        }
        if let bytes = Int(text) { return ByteSize(bytes: bytes) }
        if let size = ByteSize(text) { return size }
        report(node, .key(key), "must be a size", hint: "write a number of bytes or one with a unit: '512m', '2gb'")
        return nil
    }

    /// A list of texts, or a text as a list of it alone.
    func strings(_ key: String) -> [String] {
        guard let node = self.node(key) else { return [] }
        if let items = node.asSequence { return items.compactMap(\.scalarText) }
        return node.scalarText.map { [$0] } ?? []
    }

    /// The mapping under a key; nil when the key holds something else.
    func section(_ key: String) -> MappingReader? { node(key).flatMap { section($0, .key(key)) } }

    /// The mappings of a list, each with its index in the path.
    func sections(_ key: String) -> [MappingReader] {
        guard let items = node(key)?.asSequence else { return [] }
        let list = path.appending(.key(key))
        return items.enumerated().compactMap { index, item in
            guard let mapping = item.asMapping else { return nil }
            return MappingReader(mapping, at: item.location, path: list.appending(.index(index)), findings: findings)
        }
    }

    private func section(_ node: YAMLNode, _ step: NodePath.Step) -> MappingReader? {
        guard let mapping = node.asMapping else { return nil }
        return MappingReader(mapping, at: node.location, path: path.appending(step), findings: findings)
    }

    /// The keys of this mapping that the specification leaves to tools.
    var extensions: Extensions {
        var extensions: Extensions = [:]
        for (key, entry) in mapping.entries where key.hasPrefix("x-") { extensions[key] = CanonicalValue(entry.value) }
        return extensions
    }
}

/// Values that stand in lists or under keys of the user's as well.
extension MappingReader {
    func bool(of node: YAMLNode, _ step: NodePath.Step) -> Bool? {
        switch node.value {
        case .scalar(.bool(let flag)): return flag
        case .scalar(.string(let text)):
            switch text.lowercased() {
            case "true", "y", "yes", "on", "1": return true
            case "false", "n", "no", "off", "0", "": return false
            default: break
            }
        default: break
        }
        report(node, step, "must be true or false")
        return nil
    }

    func int(of node: YAMLNode, _ step: NodePath.Step) -> Int? {
        switch node.value {
        case .scalar(.int(let number)): return number
        case .scalar(.double(let number, _)):
            if number.magnitude < 9e18 { return Int(number) }
        case .scalar(.string(let text)):
            if let number = Int(text) { return number }
        default: break
        }
        report(node, step, "must be a whole number")
        return nil
    }

    /// Adds an error at a value of this mapping.
    ///
    /// - Parameters:
    ///   - node: the value.
    ///   - step: its key here.
    ///   - rule: what it breaks, to follow its name: `must be a duration`.
    ///   - hint: what to write instead.
    func report(_ node: YAMLNode, _ step: NodePath.Step, _ rule: String, hint: String? = nil) {
        if findings.isLenient, node.asString?.contains("$") == true { return }
        let place = path.appending(step)
        let written = node.scalarText.map { ", not '\($0)'" } ?? ""
        findings.collector.error(
            "\(place.subject) \(rule)\(written)",
            path: place.dotted,
            at: node.location,
            hint: hint
        )
    }

    /// Adds an error about this mapping as a whole.
    func report(_ problem: String, hint: String? = nil) {
        findings.collector.error("\(path.subject) \(problem)", path: path.dotted, at: location, hint: hint)
    }
}
