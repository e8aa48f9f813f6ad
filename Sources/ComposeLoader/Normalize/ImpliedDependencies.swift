import OrderedCollections
import YAML

/// The dependencies that a service has because of what it shares with another.
enum ImpliedDependencies {
    /// Dependencies that are written out stay as they are.
    static func add(to service: inout YAMLMapping) {
        for (name, restarts, origin) in found(in: service) {
            let dependency = YAMLNode.mapping(
                [
                    ("condition", .string("service_started", at: origin.location)),
                    ("restart", .bool(restarts, at: origin.location)),
                    ("required", .bool(true, at: origin.location)),
                ],
                at: origin.location
            )
            if service["depends_on"] == nil { service["depends_on"] = .mapping([], at: origin.location) }
            service.edit("depends_on") { dependencies in
                dependencies.editMapping { $0.setDefault(name, dependency) }
            }
        }
    }

    private static func found(in service: YAMLMapping) -> [(name: String, restarts: Bool, origin: YAMLNode)] {
        var found: [(name: String, restarts: Bool, origin: YAMLNode)] = []
        for link in service["links"]?.asSequence ?? [] {
            guard let text = link.asString else { continue }
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            found.append((parts.count == 2 ? String(parts[0]) : text, true, link))
        }
        for key in ["network_mode", "ipc", "pid", "uts", "cgroup"] {
            guard let node = service[key], let text = node.asString, text.hasPrefix("service:") else { continue }
            found.append((String(text.dropFirst(8)), true, node))
        }
        for source in service["volumes_from"]?.asSequence ?? [] {
            guard let text = source.asString, !text.hasPrefix("container:") else { continue }
            let name = text.split(separator: ":", omittingEmptySubsequences: false).first ?? ""
            found.append((String(name), false, source))
        }
        return found
    }
}
