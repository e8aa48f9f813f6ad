import OrderedCollections
import YAML

/// Removes from lists what a later item redefines: each key counts once, in its first position, with its last value.
enum Unicity {
    static func enforce(_ root: inout YAMLNode) {
        visit(&root, UniqueKey.table)
    }

    private static func visit(_ node: inout YAMLNode, _ table: PositionTable<UniqueKey>) {
        if let key = table.value {
            node.editItems { keepLast(in: &$0, by: key) }
            return
        }
        node.editEachValue { name, value in
            if let below = table.child(name) { visit(&value, below) }
        }
    }

    private static func keepLast(in items: inout [YAMLNode], by key: UniqueKey) {
        guard items.count > 1 else { return }
        var positions: [String: Int] = [:]
        var unique: [YAMLNode] = []
        unique.reserveCapacity(items.count)
        for item in items {
            guard let name = key.name(of: item) else {
                unique.append(item)
                continue
            }
            if let position = positions[name] {
                unique[position] = item
            } else {
                positions[name] = unique.count
                unique.append(item)
            }
        }
        if unique.count < items.count { items = unique }
    }
}

/// What tells two items of a list apart.
enum UniqueKey: Sendable {
    /// The text before `=`, or the whole of it.
    case keyValue
    /// The path in the container.
    case target
    /// The path in the container, which is the name below a directory unless it is given.
    case fileTarget(directory: String)
    /// The path of an env file.
    case path
    /// The address, both ports and the protocol.
    case port
    /// The whole text or number.
    case value
}

extension UniqueKey {
    /// nil for an item that cannot be compared: it is kept.
    ///
    /// Short forms of mounts and ports are compared as text before they are written out, and by their parts after that.
    func name(of item: YAMLNode) -> String? {
        switch self {
        case .keyValue: item.asString.map { String(KeyValueLists.key(of: $0)) }
        case .target: item.asMapping.map { $0["target"]?.asString } ?? item.asString.map { "short \($0)" }
        case .fileTarget(let directory): targetOfFile(item, below: directory)
        case .path: item.asString ?? item.asMapping?["path"]?.asString
        case .port: item.asMapping.map { portName(of: $0) } ?? item.portText
        case .value: item.portText
        }
    }

    private func targetOfFile(_ item: YAMLNode, below directory: String) -> String? {
        if let source = item.asString { return "\(directory)/\(source)" }
        guard let mapping = item.asMapping else { return nil }
        if let target = mapping["target"]?.asString { return target }
        return mapping["source"]?.asString.map { "\(directory)/\($0)" }
    }

    private func portName(of mapping: YAMLMapping) -> String? {
        guard let target = mapping["target"]?.portText else { return nil }
        let address = mapping["host_ip"]?.portText ?? "0.0.0.0"
        let published = mapping["published"]?.portText ?? ""
        return "\(address):\(published):\(target)/\(mapping["protocol"]?.portText ?? "tcp")"
    }
}

extension YAMLNode {
    /// The text of a string or a whole number.
    fileprivate var portText: String? {
        switch value {
        case .scalar(.string(let text)): text
        case .scalar(.int(let number)): String(number)
        default: nil
        }
    }
}

extension UniqueKey {
    static let table = PositionTable<UniqueKey>(patterns)

    private static let patterns: [String: UniqueKey] = [
        "networks.*.ipam.options": .keyValue,
        "networks.*.labels": .keyValue,
        "services.*.annotations": .keyValue,
        "services.*.build.additional_contexts": .keyValue,
        "services.*.build.args": .keyValue,
        "services.*.build.labels": .keyValue,
        "services.*.build.tags": .keyValue,
        "services.*.cap_add": .keyValue,
        "services.*.cap_drop": .keyValue,
        "services.*.configs": .fileTarget(directory: ""),
        "services.*.deploy.labels": .keyValue,
        "services.*.devices": .target,
        "services.*.dns": .keyValue,
        "services.*.dns_opt": .keyValue,
        "services.*.dns_search": .keyValue,
        "services.*.env_file": .path,
        "services.*.environment": .keyValue,
        "services.*.expose": .value,
        "services.*.labels": .keyValue,
        "services.*.links": .keyValue,
        "services.*.networks.*.aliases": .keyValue,
        "services.*.networks.*.link_local_ips": .keyValue,
        "services.*.ports": .port,
        "services.*.profiles": .keyValue,
        "services.*.secrets": .fileTarget(directory: "/run/secrets"),
        "services.*.sysctls": .keyValue,
        "services.*.tmpfs": .keyValue,
        "services.*.volumes": .target,
        "volumes.*.labels": .keyValue,
    ]
}
