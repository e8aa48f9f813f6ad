internal import ComposeModel
internal import Diagnostics
internal import OrderedCollections

/// Something that a service may ask for and that older engines do not know.
///
/// Everything that engines of API 1.41 know is left out, as older ones are not spoken to.
struct EngineFeature: Sendable {
    /// The number after the `1.` of the Engine API version that brought it.
    var since: Int
    /// An error where the engine refuses it or does something else than was asked for, else a warning.
    var severity: Diagnostic.Severity
    /// What an older engine makes of it, as a predicate: `has no effect`.
    var consequence: String
    /// Where a service asks for it, as paths within the service.
    var uses: @Sendable (Service) -> [String]

    static let all: [EngineFeature] = [
        EngineFeature(since: 43, severity: .warning, consequence: "has no effect") { service in
            service.annotations.isEmpty ? [] : ["annotations"]
        },
        EngineFeature(since: 44, severity: .warning, consequence: "has no effect") { service in
            guard let check = service.healthcheck, !check.isDisabled, check.startInterval != nil else { return [] }
            return ["healthcheck.start_interval"]
        },
        onNetworks("mac_address", since: 44) { $0.macAddress?.isEmpty == false },
        onNetworks("gw_priority", since: 48) { $0.gatewayPriority != 0 },
        onNetworks("interface_name", since: 48) { $0.interfaceName?.isEmpty == false },
        onMounts(".bind.recursive", since: 44, "would be passed over, and what is mounted below it stay writable") {
            $0.kind == .bind && $0.bind?.recursive == "readonly"
        },
        onMounts(".volume.subpath", since: 45, "would be passed over, and the whole volume mounted") {
            $0.kind == .volume && $0.volume?.subpath?.isEmpty == false
        },
        onMounts("", since: 48, "is an image, which this engine cannot mount") { $0.kind == .image },
    ]

    private static func onNetworks(
        _ key: String,
        since: Int,
        _ asks: @escaping @Sendable (ServiceNetwork) -> Bool
    ) -> EngineFeature {
        EngineFeature(since: since, severity: .warning, consequence: "has no effect") { service in
            guard service.networkMode == nil else { return [] }
            return service.networks.compactMap { (name, network) -> String? in
                guard let network, asks(network) else { return nil }
                return "networks.\(name).\(key)"
            }
        }
    }

    private static func onMounts(
        _ key: String,
        since: Int,
        _ consequence: String,
        _ asks: @escaping @Sendable (Mount) -> Bool
    ) -> EngineFeature {
        EngineFeature(since: since, severity: .error, consequence: consequence) { service in
            service.mounts.enumerated().compactMap { (index, mount) -> String? in
                asks(mount) ? "volumes[\(index)]\(key)" : nil
            }
        }
    }

    /// The release of the engine that brought an API version; nil for one that is not in the table.
    static func release(ofAPI minor: Int) -> String? { releases[minor] }

    private static let releases: [Int: String] = [
        42: "23.0", 43: "24.0", 44: "25.0", 45: "26.0", 46: "27.0", 47: "27.2", 48: "28.0", 49: "28.1",
    ]
}

/// What the engine is too old for.
extension PreflightCheck {
    mutating func checkFeatures() {
        for service in scope.createdServices {
            for feature in EngineFeature.all where world.apiMinor < feature.since {
                for path in feature.uses(service) {
                    report(
                        feature.severity,
                        "'\(path)' of service '\(service.name)' \(feature.consequence)\(demand(feature.since))",
                        path: "services.\(service.name).\(path)",
                        at: service.locations[path],
                        hint: featureHint(feature.since)
                    )
                }
            }
        }
        checkNetworkFeatures()
    }

    private mutating func checkNetworkFeatures() {
        let since = 47
        guard world.apiMinor < since else { return }
        for key in scope.newNetworks {
            guard let network = project.networks[key], network.enablesIPv4 == false else { continue }
            report(
                .warning,
                "'enable_ipv4: false' of network '\(network.name)' has no effect\(demand(since))",
                path: "networks.\(key).enable_ipv4",
                at: network.locations["enable_ipv4"],
                hint: featureHint(since)
            )
        }
    }

    private func demand(_ minor: Int) -> String {
        ": it came with Engine API 1.\(minor), and this engine speaks 1.\(world.apiMinor)"
    }

    private func featureHint(_ minor: Int) -> String {
        guard let release = EngineFeature.release(ofAPI: minor) else { return "update the engine, or leave it out" }
        return "update the engine to \(release) or newer, or leave it out"
    }
}
