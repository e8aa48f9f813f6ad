import Diagnostics
import OrderedCollections
import YAML

/// One pass over a tree that writes short forms out.
struct ShortFormExpansion {
    var collector: DiagnosticCollector
    let isLenient: Bool
    /// How many ports the ranges of this pass stand for.
    var portCount = 0

    /// Every port there is, once: each becomes a mapping of its own, so that a few characters cost much memory.
    static let mostPortsOfRanges = 65_536

    mutating func expandProject(_ root: inout YAMLNode) {
        root.editEachValue { section, value in
            switch section {
            case "services":
                value.editEachValue { name, service in self.expandService(&service, at: "services.\(name)") }
            case "networks", "volumes", "secrets", "configs":
                value.editEachValue { name, resource in self.expandExternal(&resource, at: "\(section).\(name)") }
            case "include":
                value.editEachItem { _, item in Self.wrap(&item, "path") }
            default:
                break
            }
        }
    }

    mutating func expandService(_ service: inout YAMLNode, at path: String) {
        service.editEachValue { attribute, value in
            switch attribute {
            case "build": self.expandBuild(&value, at: path)
            case "depends_on": Self.expandDependencies(&value)
            case "env_file": Self.expandEnvironmentFiles(&value)
            case "label_file": Self.listOfOne(&value)
            case "dns": Self.expandDNS(&value)
            case "extends": Self.wrap(&value, "service")
            case "networks", "models": Self.keysOfNothing(&value)
            case "secrets", "configs": value.editEachItem { _, item in Self.wrap(&item, "source") }
            case "gpus": Self.expandGPUs(&value)
            case "devices": self.expandDevices(&value, at: path)
            case "ports": self.expandPorts(&value, at: path)
            case "volumes": self.expandVolumes(&value, at: path)
            case "develop": Self.expandDevelop(&value)
            default: break
            }
        }
    }

    /// A text becomes a mapping with the text under one key.
    static func wrap(_ node: inout YAMLNode, _ key: String) {
        guard let text = node.asString else { return }
        node = .mapping([(key, .string(text, at: node.location))], at: node.location)
    }

    /// A text becomes a list of it alone.
    static func listOfOne(_ node: inout YAMLNode) {
        guard node.asString != nil else { return }
        node = YAMLNode(.sequence([node]), at: node.location)
    }

    /// A list of names becomes a mapping of names to null.
    private static func keysOfNothing(_ node: inout YAMLNode) {
        guard let items = node.asSequence else { return }
        var mapping = YAMLMapping()
        for item in items {
            guard let name = item.asString else { continue }
            mapping.entries[name] = YAMLMapping.Entry(.null(at: item.location), keyAt: item.location)
        }
        node = YAMLNode(.mapping(mapping), at: node.location)
    }

    private static func expandDependencies(_ node: inout YAMLNode) {
        if let items = node.asSequence {
            var mapping = YAMLMapping()
            for item in items {
                guard let name = item.asString else { continue }
                let dependency = YAMLNode.mapping(
                    [
                        ("condition", .string("service_started", at: item.location)),
                        ("required", .bool(true, at: item.location)),
                    ],
                    at: item.location
                )
                mapping.entries[name] = YAMLMapping.Entry(dependency, keyAt: item.location)
            }
            node = YAMLNode(.mapping(mapping), at: node.location)
            return
        }
        node.editEachValue { _, dependency in
            let place = dependency.location
            dependency.editMapping { mapping in
                mapping.setDefault("condition", .string("service_started", at: place))
                mapping.setDefault("required", .bool(true, at: place))
            }
        }
    }

    private static func expandEnvironmentFiles(_ node: inout YAMLNode) {
        listOfOne(&node)
        node.editEachItem { _, item in
            let place = item.location
            wrap(&item, "path")
            item.editMapping { $0.setDefault("required", .bool(true, at: place)) }
        }
    }

    /// Empty texts are dropped: they come from variables that are not set.
    private static func expandDNS(_ node: inout YAMLNode) {
        listOfOne(&node)
        node.editItems { items in items.removeAll { $0.isNull || $0.asString == "" } }
    }

    private static func expandGPUs(_ node: inout YAMLNode) {
        guard node.asString == "all" else { return }
        let request = YAMLNode.mapping([("count", .string("all", at: node.location))], at: node.location)
        node = YAMLNode(.sequence([request]), at: node.location)
    }

    private static func expandDevelop(_ node: inout YAMLNode) {
        node.editMapping { develop in
            develop.edit("watch") { watch in
                watch.editEachItem { _, trigger in
                    trigger.editMapping { mapping in
                        mapping.edit("ignore", listOfOne)
                        mapping.edit("include", listOfOne)
                    }
                }
            }
        }
    }
}
