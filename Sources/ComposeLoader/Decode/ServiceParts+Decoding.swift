import ComposeModel
import OrderedCollections
import YAML

/// The parts of a service that are keyed by the user's names.
extension MappingReader {
    func dependencies(_ key: String) -> OrderedDictionary<String, Dependency> {
        var dependencies: OrderedDictionary<String, Dependency> = [:]
        for (name, reader) in namedSections(key) {
            let condition = reader.text("condition").flatMap { DependencyCondition(rawValue: $0) }
            var dependency = Dependency(condition: condition ?? .started)
            dependency.restart = reader.flag("restart")
            dependency.required = reader.bool("required") ?? true
            dependency.timeout = reader.timeout("x-timeout")
            dependency.extensions = reader.extensions
            dependencies[name] = dependency
        }
        return dependencies
    }

    func serviceNetworks(_ key: String) -> OrderedDictionary<String, ServiceNetwork?> {
        var networks: OrderedDictionary<String, ServiceNetwork?> = [:]
        for (name, entry) in node(key)?.asMapping?.entries ?? [:] {
            networks.updateValue(entry.value.isNull ? nil : .some(ServiceNetwork()), forKey: name)
        }
        for (name, reader) in namedSections(key) { networks.updateValue(ServiceNetwork(reader), forKey: name) }
        return networks
    }

    func serviceModels(_ key: String) -> OrderedDictionary<String, CanonicalValue> {
        var models: OrderedDictionary<String, CanonicalValue> = [:]
        for (name, _) in node(key)?.asMapping?.entries ?? [:] { models[name] = .null }
        for (name, reader) in namedSections(key) {
            models[name] = CanonicalValue(fields: ["endpoint_var", "model_var"], of: reader)
        }
        return models
    }

    func ulimits(_ key: String) -> OrderedDictionary<String, Ulimit> {
        var ulimits: OrderedDictionary<String, Ulimit> = [:]
        guard let entries = node(key)?.asMapping?.entries else { return ulimits }
        let inner = section(key)
        for (name, entry) in entries where entry.value.asMapping == nil {
            if let limit = inner?.int(of: entry.value, .key(name)) { ulimits[name] = .single(limit) }
        }
        for (name, reader) in namedSections(key) {
            ulimits[name] = .range(soft: reader.int("soft") ?? 0, hard: reader.int("hard") ?? 0)
        }
        return ulimits
    }

    /// A length of time after which something is given up; nil where there is no limit, which 0 says too.
    private func timeout(_ key: String) -> Duration? {
        guard let node = self.node(key), let duration = self.duration(key) else { return nil }
        guard duration >= .zero else {
            report(node, .key(key), "must be no negative time", hint: "write how long to wait: '30s', '2m'")
            return nil
        }
        return duration == .zero ? nil : duration
    }

    /// The values under a key that are mappings, by name, in file order.
    private func namedSections(_ key: String) -> [(name: String, reader: MappingReader)] {
        guard let section = self.section(key) else { return [] }
        return section.mapping.entries.keys.compactMap { name in
            section.section(name).map { (name: name, reader: $0) }
        }
    }
}

extension ServiceNetwork {
    init(_ reader: MappingReader) {
        self.init()
        aliases = reader.strings("aliases")
        driverOptions = reader.pairs("driver_opts")
        gatewayPriority = reader.int("gw_priority") ?? 0
        interfaceName = reader.text("interface_name")
        ipv4Address = reader.text("ipv4_address")
        ipv6Address = reader.text("ipv6_address")
        linkLocalAddresses = reader.strings("link_local_ips")
        macAddress = reader.text("mac_address")
        priority = reader.int("priority") ?? 0
        extensions = reader.extensions
    }
}

extension Logging {
    init(_ reader: MappingReader) {
        self.init()
        driver = reader.text("driver")
        options = reader.pairs("options")
        extensions = reader.extensions
    }
}

extension ServiceProvider {
    init(_ reader: MappingReader) {
        self.init(type: reader.text("type") ?? "")
        for (name, _) in reader.section("options")?.mapping.entries ?? [:] {
            options[name] = reader.section("options")?.strings(name) ?? []
        }
        extensions = reader.extensions
    }
}

extension DeviceMapping {
    init(_ reader: MappingReader) {
        let source = reader.text("source") ?? ""
        self.init(
            source: source,
            target: reader.text("target") ?? "",
            permissions: reader.text("permissions") ?? ""
        )
    }
}

extension DeviceRequest {
    init(_ reader: MappingReader) {
        self.init()
        capabilities = reader.strings("capabilities")
        driver = reader.text("driver")
        ids = reader.strings("device_ids")
        options = reader.pairs("options")
        guard let node = reader.node("count") else { return }
        if reader.mapping["device_ids"] != nil {
            reader.report("has both 'count' and 'device_ids'", hint: "keep the one that says which devices are meant")
        }
        if let text = node.asString, Int(text) == nil {
            if text.lowercased() == "all" {
                count = -1
            } else {
                reader.report(node, .key("count"), "must be 'all' or a number")
            }
        } else {
            count = reader.int("count")
        }
    }
}

extension Develop {
    init(_ reader: MappingReader) {
        self.init()
        watch = reader.sections("watch").map { Trigger($0) }
        extensions = reader.extensions
    }
}

extension Develop.Trigger {
    init(_ reader: MappingReader) {
        self.init(path: reader.text("path") ?? "", action: reader.text("action") ?? "")
        if path.isEmpty { reader.report("has an empty 'path'", hint: "name the file or directory to watch") }
        target = reader.text("target")
        exec = reader.section("exec").map { Hook($0) }
        include = reader.strings("include")
        ignore = reader.strings("ignore")
        initialSync = reader.flag("initial_sync")
        extensions = reader.extensions
    }
}
