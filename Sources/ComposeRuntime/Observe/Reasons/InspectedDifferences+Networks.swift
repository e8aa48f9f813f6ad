internal import ComposeModel
internal import ComposePlan
internal import DockerEngine
internal import OrderedCollections

/// Where the container is reached.
extension InspectedDifferences {
    mutating func compareNetworks() {
        comparePorts()
        if request.service.networkMode != "disabled" { compareAttachments() }
    }

    // MARK: - Ports

    private mutating func comparePorts() {
        let made = Self.ports(container.host.portBindings)
        let asked = Self.ports(wanted.creation.host.portBindings)
        if made != asked { note("ports", CanonicalValue.list(made), CanonicalValue.list(asked)) }

        let published = Set(container.host.portBindings.keys).union(wanted.creation.host.portBindings.keys)
        let exposed = Set(wanted.creation.config.exposedPorts).subtracting(published)
        let kept = Set(container.config.exposedPorts).subtracting(published)
        let own: Set<String> = image.map { kept.subtracting($0.exposedPorts) } ?? []
        let added = exposed.subtracting(kept).sorted()
        let removed = own.subtracting(exposed).sorted()
        guard !added.isEmpty || !removed.isEmpty else { return }
        note("expose", CanonicalValue.strings(removed), CanonicalValue.strings(added))
    }

    /// Bindings in the form and order that a service's ports have them in.
    private static func ports(_ bindings: [String: [PortBinding]]) -> [CanonicalValue] {
        var ports: [CanonicalValue] = []
        for (port, bindings) in bindings {
            let parts = port.split(separator: "/", maxSplits: 1).map(String.init)
            for binding in bindings {
                var object = CanonicalObject()
                let isEverywhere = binding.hostAddress.isEmpty || binding.hostAddress == "0.0.0.0"
                if !isEverywhere {
                    object.fields.append(CanonicalObject.Field("host_ip", .string(binding.hostAddress)))
                }
                object.fields.append(CanonicalObject.Field("target", .string(parts.first ?? port)))
                if !binding.hostPort.isEmpty, binding.hostPort != "0" {
                    object.fields.append(CanonicalObject.Field("published", .string(binding.hostPort)))
                }
                object.fields.append(CanonicalObject.Field("protocol", .string(parts.count > 1 ? parts[1] : "tcp")))
                ports.append(.object(object))
            }
        }
        return ports.sorted { $0.compactJSON < $1.compactJSON }
    }

    // MARK: - Networks

    private mutating func compareAttachments() {
        let endpoints = wantedEndpoints()
        let mode = wanted.creation.host.networkMode ?? ""
        let madeMode = container.host.networkMode
        compare(
            "network_mode",
            container.networks[madeMode] != nil && !Self.builtIn.contains(madeMode) ? "" : special(madeMode),
            endpoints[mode] == nil ? special(mode) : nil,
            inherited: ""
        )
        let made: Set<String> = endpoints.isEmpty && !special(mode).isEmpty ? [] : Set(container.networks.keys)
        let kept = made.filter { !Self.builtIn.contains($0) || endpoints[$0] != nil }
        if kept != Set(endpoints.keys) {
            let before = kept.map { key(of: $0) }.sorted()
            let after = endpoints.keys.map { key(of: $0) }.sorted()
            note("networks", CanonicalValue.strings(before), CanonicalValue.strings(after))
        }
        for (name, endpoint) in endpoints.sorted(by: { $0.key < $1.key }) {
            if let existing = container.networks[name] { compare(existing, endpoint, on: name) }
        }
    }

    private static let builtIn: Set<String> = ["bridge", "host", "none", "default"]

    /// A mode that is no network of the project's; the engine's default is its bridge.
    private func special(_ mode: String) -> String {
        if mode == "default" { return "bridge" }
        return Self.builtIn.contains(mode) || mode.hasPrefix("container:") ? mode : ""
    }

    /// By the name that the container's own endpoint has; a network may be declared by its id.
    private func wantedEndpoints() -> [String: EndpointSettings] {
        var endpoints = wanted.creation.endpoints
        for connection in wanted.laterNetworks { endpoints[connection.network] = connection.endpoint }
        for (name, existing) in container.networks where endpoints[name] == nil {
            if let endpoint = endpoints.removeValue(forKey: existing.networkID) { endpoints[name] = endpoint }
        }
        return endpoints
    }

    /// The compose key of a network, by which the user knows it.
    private func key(of name: String) -> String {
        request.project.networks.first { $0.value.name == name }?.key ?? name
    }

    private mutating func compare(_ made: NetworkEndpoint, _ asked: EndpointSettings, on name: String) {
        let path = "networks.\(key(of: name))"
        compare("\(path).ipv4_address", made.ipam?.ipv4Address ?? "", asked.ipam?.ipv4Address, inherited: "")
        compare("\(path).ipv6_address", made.ipam?.ipv6Address ?? "", asked.ipam?.ipv6Address, inherited: "")
        // Some are given to every container, under its name of today or of an earlier moment.
        func isGiven(_ alias: String) -> Bool {
            alias == request.service.name || alias.hasSuffix(request.containerName) || alias == container.name
                || container.id.hasPrefix(alias) || alias == container.config.hostname
        }
        compare(
            "\(path).aliases",
            made.aliases.filter { !isGiven($0) }.sorted(),
            asked.aliases.filter { !isGiven($0) }.sorted(),
            inherited: []
        )
    }
}
