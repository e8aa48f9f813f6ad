import Diagnostics
import OrderedCollections
import YAML

/// The short forms of `build` and of resources that somebody else manages.
extension ShortFormExpansion {
    mutating func expandBuild(_ node: inout YAMLNode, at path: String) {
        Self.wrap(&node, "context")
        node.editEachValue { key, value in
            switch key {
            case "ssh": self.expandSSH(&value, at: path)
            case "additional_contexts": self.expandContexts(&value, at: path)
            case "provenance", "sbom":
                if let text = value.scalarText { value = .string(text, at: value.location) }
            case "secrets": value.editEachItem { _, item in Self.wrap(&item, "source") }
            default: break
            }
        }
    }

    /// `default` and `id=path` become keys; `default` has no path, for it is the running agent.
    private mutating func expandSSH(_ node: inout YAMLNode, at path: String) {
        guard let items = node.asSequence else { return }
        var mapping = YAMLMapping()
        for (index, item) in items.enumerated() {
            guard let text = item.asString else { continue }
            let place = item.location
            if let equals = text.firstIndex(of: "=") {
                let file = String(text[text.index(after: equals)...])
                mapping.entries[String(text[..<equals])] = YAMLMapping.Entry(.string(file, at: place), keyAt: place)
            } else if text == "default" {
                mapping.entries[text] = YAMLMapping.Entry(.null(at: place), keyAt: place)
            } else if isLenient {
                return
            } else {
                collector.error(
                    "'\(text)' is no ssh key",
                    path: "\(path).build.ssh[\(index)]",
                    at: place,
                    hint: "write 'default' for the running agent, or 'id=path'"
                )
            }
        }
        node = YAMLNode(.mapping(mapping), at: node.location)
    }

    private mutating func expandContexts(_ node: inout YAMLNode, at path: String) {
        guard let items = node.asSequence else { return }
        var mapping = YAMLMapping()
        for (index, item) in items.enumerated() {
            guard let text = item.asString else { continue }
            guard let equals = text.firstIndex(of: "=") else {
                if isLenient { return }
                collector.error(
                    "'\(text)' names no context",
                    path: "\(path).build.additional_contexts[\(index)]",
                    at: item.location,
                    hint: "write 'name=path or URL'"
                )
                continue
            }
            let place = item.location
            let source = String(text[text.index(after: equals)...])
            mapping.entries[String(text[..<equals])] = YAMLMapping.Entry(.string(source, at: place), keyAt: place)
        }
        node = YAMLNode(.mapping(mapping), at: node.location)
    }

    /// `external: {name: x}` becomes `external: true` and `name: x`.
    mutating func expandExternal(_ node: inout YAMLNode, at path: String) {
        guard let external = node.asMapping?["external"], let old = external.asMapping else { return }
        let outer = node.asMapping?["name"]
        if let inner = old["name"] {
            collector.warning(
                "'external.name' of '\(path)' is deprecated",
                path: "\(path).external.name",
                at: inner.location,
                hint: "write 'name' beside 'external: true'"
            )
            if let outer, let one = outer.asString, let other = inner.asString, one != other {
                collector.error(
                    "'\(path)' has two names: '\(one)' and '\(other)'",
                    path: "\(path).external.name",
                    at: inner.location,
                    notes: [.init("the other name is written here", at: outer.location)],
                    hint: "keep only 'name'"
                )
            }
        }
        node.editMapping { mapping in
            mapping["external"] = .bool(true, at: external.location)
            if outer == nil, let inner = old["name"] { mapping["name"] = inner }
        }
    }
}
