import OrderedCollections
package import YAML

/// Makes the host paths of a tree absolute.
///
/// Only long forms are looked at; a short form that could not be read keeps its path.
package enum RelativePaths {
    /// Resolves all paths of a tree.
    ///
    /// - Parameters:
    ///   - root: a tree whose short forms are written out.
    ///   - base: the project directory; when it is relative the results are relative to the same place.
    ///   - home: what `~` stands for; nil leaves it.
    /// - Returns: the tree with nothing else changed.
    package static func resolve(_ root: YAMLNode, base: String, home: String?) -> YAMLNode {
        var resolved = root
        resolve(&resolved, base: base, home: home)
        return resolved
    }

    /// As `resolve(_:base:home:)`, on a tree that nobody else holds, so that nothing of it is copied.
    static func resolve(_ root: inout YAMLNode, base: String, home: String?) {
        let resolver = PathResolver(base: base, home: home)
        root.editEachValue { section, value in
            switch section {
            case "services": value.editEachValue { _, service in resolver.resolveService(&service) }
            case "configs", "secrets":
                value.editEachValue { _, object in object.editMapping { $0.edit("file", resolver.hostPath) } }
            case "volumes": value.editEachValue { _, volume in resolver.resolveDevice(&volume) }
            case "include": value.editEachItem { _, include in resolver.resolveInclude(&include) }
            default: break
            }
        }
    }

    /// Resolves the paths of one service, as the base of an `extends` needs.
    package static func resolveService(_ service: YAMLNode, base: String, home: String?) -> YAMLNode {
        var resolved = service
        PathResolver(base: base, home: home).resolveService(&resolved)
        return resolved
    }
}

/// Resolves against one directory.
struct PathResolver {
    let base: String
    let home: String?

    func resolveService(_ service: inout YAMLNode) {
        service.editEachValue { attribute, value in
            switch attribute {
            case "build": resolveBuild(&value)
            case "env_file": value.editEachItem { _, file in file.editMapping { $0.edit("path", path) } }
            case "label_file": value.editEachItem { _, file in path(&file) }
            case "extends": value.editMapping { $0.edit("file", extendedFile) }
            case "develop": value.editMapping { $0.edit("watch", resolveWatch) }
            case "volumes": value.editEachItem { _, mount in resolveMount(&mount) }
            default: break
            }
        }
    }

    private func resolveBuild(_ build: inout YAMLNode) {
        build.editEachValue { key, value in
            switch key {
            case "context": context(&value)
            case "additional_contexts": value.editEachValue { _, source in context(&source) }
            case "ssh": value.editEachValue { _, file in hostPath(&file) }
            default: break
            }
        }
    }

    private func resolveWatch(_ watch: inout YAMLNode) {
        watch.editEachItem { _, trigger in
            trigger.editMapping { mapping in
                mapping.edit("path") { file in
                    path(&file)
                    guard let text = file.asString else { return }
                    file.value = .scalar(.string(SymbolicLinks.resolvingFirst(in: text)))
                }
            }
        }
    }

    private func resolveMount(_ mount: inout YAMLNode) {
        guard mount.asMapping?["type"]?.asString == "bind" else { return }
        mount.editMapping { $0.edit("source", hostPath) }
    }

    /// A local volume that is really a bind mount.
    func resolveDevice(_ volume: inout YAMLNode) {
        guard let mapping = volume.asMapping, mapping["driver"]?.asString == "local" else { return }
        guard mapping["driver_opts"]?.asMapping?["o"]?.asString == "bind" else { return }
        volume.editMapping { $0.edit("driver_opts") { options in options.editMapping { $0.edit("device", hostPath) } } }
    }

    func resolveInclude(_ include: inout YAMLNode) {
        include.editEachValue { key, value in
            switch key {
            case "path", "project_directory", "env_file":
                path(&value)
                value.editEachItem { _, file in path(&file) }
            default: break
            }
        }
    }

    // One path at a time; other kinds of value are left alone.

    /// A path of this machine; an empty one stays empty.
    func path(_ node: inout YAMLNode) {
        guard let text = node.asString, !text.isEmpty else { return }
        node.value = .scalar(.string(absolute(text)))
    }

    /// A path of the engine's machine, which may be a Windows one; an empty one is the base.
    func hostPath(_ node: inout YAMLNode) {
        guard let text = node.asString else { return }
        let expanded = expandingHome(text)
        if PathSyntax.isAbsolute(expanded) || PathSyntax.isWindowsAbsolute(expanded) {
            node.value = .scalar(.string(expanded))
        } else {
            node.value = .scalar(.string(PathSyntax.join(base, expanded)))
        }
    }

    /// A directory, or something that only the builder can read: a URL, a repository, another service.
    private func context(_ node: inout YAMLNode) {
        guard let text = node.asString, !Self.isRemoteContext(text) else { return }
        path(&node)
    }

    private func extendedFile(_ node: inout YAMLNode) {
        guard let text = node.asString, !text.contains("://"), !text.hasPrefix("git@"), !text.hasPrefix("github.com/")
        else { return }
        path(&node)
    }

    private static func isRemoteContext(_ text: String) -> Bool {
        text.contains("://") || text.hasPrefix("service:") || text.hasPrefix("github.com/") || text.hasPrefix("git@")
    }

    private func absolute(_ text: String) -> String {
        let expanded = expandingHome(text)
        return PathSyntax.isAbsolute(expanded) ? expanded : PathSyntax.join(base, expanded)
    }

    private func expandingHome(_ text: String) -> String {
        guard text.hasPrefix("~"), let home else { return text }
        return PathSyntax.join(home, String(text.dropFirst()))
    }
}
