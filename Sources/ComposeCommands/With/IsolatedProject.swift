internal import ComposeModel
internal import OrderedCollections

/// A project of which many can run side by side on one engine.
extension Project {
    /// The project without what only one can have at a time: ports of the host, and names that do not follow its own.
    ///
    /// The project must have been loaded under a name of its own that ends with the suffix, so that whatever is derived
    /// from it is its own already. Addresses that networks and services fix stay, as do directories of the host.
    func isolated(suffix: String) -> Project {
        var project = self
        for name in services.keys { project.services[name]?.isolate() }
        for name in disabledServices.keys { project.disabledServices[name]?.isolate() }
        for (key, network) in networks where !network.isExternal {
            project.networks[key]?.name = Self.isolated(network.name, suffix)
        }
        for (key, volume) in volumes where !volume.isExternal {
            project.volumes[key]?.name = Self.isolated(volume.name, suffix)
        }
        return project
    }

    private static func isolated(_ name: String, _ suffix: String) -> String {
        name.contains(suffix) ? name : "\(name)_\(suffix)"
    }
}

extension Service {
    /// Lets the engine choose the ports of the host, and takes the fixed name away, by which others still find it.
    fileprivate mutating func isolate() {
        for index in ports.indices { ports[index].published = nil }
        guard let name = containerName else { return }
        containerName = nil
        for key in networks.keys {
            var settings = (networks[key] ?? nil) ?? ServiceNetwork()
            if !settings.aliases.contains(name) { settings.aliases.append(name) }
            networks[key] = settings
        }
    }
}

/// The names of isolated projects.
enum IsolatedName {
    /// Eight hexadecimal digits.
    static func randomSuffix() -> String {
        let digits = String(UInt32.random(in: UInt32.min...UInt32.max), radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }

    /// `shop-1f00c0de`.
    static func of(_ project: String, suffix: String) -> String { "\(project)-\(suffix)" }
}
