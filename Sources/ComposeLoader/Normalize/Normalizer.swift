import Diagnostics
import OrderedCollections
package import YAML

/// Says outright what a project implies: default networks, names, dependencies, variables without a value.
package enum Normalizer {
    /// Fills default values in as well, for a tree that has not been through `DefaultValues`.
    ///
    /// - Parameters:
    ///   - root: a tree whose short forms are written out.
    ///   - projectName: the start of the names of networks, volumes, configs and secrets.
    ///   - environment: the project's, from which variables without a value take theirs.
    /// - Returns: the whole tree.
    package static func normalize(_ root: YAMLNode, projectName: String, environment: [String: String]) -> YAMLNode {
        var normalized = root
        normalize(&normalized, projectName: projectName, environment: environment)
        return normalized
    }

    /// As `normalize(_:projectName:environment:)`, on a tree that nobody else holds, so that nothing of it is copied.
    static func normalize(_ root: inout YAMLNode, projectName: String, environment: [String: String]) {
        DefaultValues.fill(&root)
        addNetworks(&root)
        root.editEachValue { section, value in
            switch section {
            case "services":
                value.editEachValue { _, service in
                    service.editMapping { normalizeService(&$0, environment) }
                }
            case "networks", "volumes", "configs", "secrets":
                value.editEachValue { key, resource in setName(&resource, key: key, projectName: projectName) }
            default:
                break
            }
        }
    }

    /// Joins services that name no network to `default`, and adds that network when somebody uses it.
    private static func addNetworks(_ root: inout YAMLNode) {
        let place = root.location
        var usesDefault = false
        root.editMapping { mapping in
            mapping.edit("services") { services in
                services.editEachValue { _, service in
                    if joinNetwork(&service) { usesDefault = true }
                }
            }
            guard usesDefault else { return }
            mapping.setDefault("networks", .mapping([], at: place))
            mapping.edit("networks") { networks in
                networks.editMapping { $0.setDefault("default", .null(at: place)) }
            }
        }
    }

    /// Whether the service is on the network `default` now.
    private static func joinNetwork(_ service: inout YAMLNode) -> Bool {
        guard let mapping = service.asMapping, mapping["provider"] == nil, mapping["network_mode"] == nil else {
            return false
        }
        if let networks = mapping["networks"]?.asMapping, !networks.entries.isEmpty {
            return networks["default"] != nil
        }
        let place = service.location
        service.editMapping { $0["networks"] = .mapping([("default", .null(at: place))], at: place) }
        return true
    }

    private static func setName(_ resource: inout YAMLNode, key: String, projectName: String) {
        if resource.isNull { resource.value = .mapping(YAMLMapping()) }
        let place = resource.location
        resource.editMapping { mapping in
            if let name = mapping["name"], !name.isNull { return }
            let isExternal = mapping["external"]?.scalarText == "true"
            mapping["name"] = .string(isExternal ? key : "\(projectName)_\(key)", at: place)
        }
    }

    private static func normalizeService(_ service: inout YAMLMapping, _ environment: [String: String]) {
        service.edit("pull_policy") { policy in
            if policy.asString == "if_not_present" { policy.value = .scalar(.string("missing")) }
        }
        service.edit("build") { build in
            let place = build.location
            build.editMapping { normalizeBuild(&$0, environment, at: place) }
        }
        service.edit("environment") { $0.resolveVariables(environment, keepsUnset: true) }
        service.edit("volumes") { volumes in
            volumes.editEachItem { _, mount in
                mount.editMapping { mapping in
                    mapping.edit("target") { target in
                        if let text = target.asString { target.value = .scalar(.string(PathSyntax.clean(text))) }
                    }
                }
            }
        }
        ImpliedDependencies.add(to: &service)
        inheritImage(&service)
    }

    private static func normalizeBuild(
        _ build: inout YAMLMapping,
        _ environment: [String: String],
        at place: SourceLocation
    ) {
        build.setDefault("context", .string(".", at: place))
        if build["dockerfile_inline"] == nil { build.setDefault("dockerfile", .string("Dockerfile", at: place)) }
        build.edit("args") { $0.resolveVariables(environment, keepsUnset: false) }
    }

    /// A hook that runs in a container of its own uses the service's image unless it names one.
    private static func inheritImage(_ service: inout YAMLMapping) {
        guard let image = service["image"], let text = image.asString, !text.isEmpty else { return }
        service.edit("pre_start") { hooks in
            hooks.editEachItem { _, hook in
                hook.editMapping { $0.setDefault("image", image) }
            }
        }
    }
}

extension YAMLNode {
    /// Gives variables without a value that of the environment, in a mapping or a list of `KEY` and `KEY=value`.
    fileprivate mutating func resolveVariables(_ environment: [String: String], keepsUnset: Bool) {
        editMapping { mapping in
            for (key, entry) in mapping.entries where entry.value.isNull {
                if let value = environment[key] {
                    mapping[key] = .string(value, at: entry.keyLocation)
                } else if !keepsUnset {
                    mapping[key] = nil
                }
            }
        }
        editItems { items in
            items = items.compactMap { (item: YAMLNode) -> YAMLNode? in
                guard let text = item.asString, !text.contains("=") else { return item }
                if let value = environment[text] { return .string("\(text)=\(value)", at: item.location) }
                return keepsUnset ? item : nil
            }
        }
    }
}
