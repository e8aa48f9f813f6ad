internal import ComposeModel
internal import Diagnostics
internal import OrderedCollections

extension PreflightScope {
    /// Every path of the host that containers mount, each once.
    var hostPaths: [String] {
        var paths: OrderedSet<String> = []
        for service in services {
            paths.append(contentsOf: service.mounts.filter { $0.kind == .bind }.compactMap(\.source))
            paths.append(contentsOf: service.secrets.compactMap { project.secrets[$0.source]?.file })
            paths.append(contentsOf: service.configs.compactMap { project.configs[$0.source]?.file })
        }
        return paths.elements.filter { $0.hasPrefix("/") }
    }
}

/// Files and directories of the host that are not there.
extension PreflightCheck {
    mutating func checkPaths() {
        guard !world.missingPaths.isEmpty else { return }
        var toldObjects: Set<String> = []
        for service in scope.services {
            for (index, mount) in service.mounts.enumerated() where mount.kind == .bind {
                check(mount, index, of: service)
            }
            for secret in service.secrets {
                check(project.secrets[secret.source], secret.source, "secret", &toldObjects)
            }
            for config in service.configs {
                check(project.configs[config.source], config.source, "config", &toldObjects)
            }
        }
    }

    private mutating func check(_ mount: Mount, _ index: Int, of service: Service) {
        guard let source = mount.source, world.missingPaths.contains(source) else { return }
        let path = "services.\(service.name).volumes[\(index)]"
        let place = service.locations["volumes[\(index)]"]
        let absence = "'\(source)', which service '\(service.name)' mounts, does not exist"
        let bind = mount.bind
        // The form that other options need makes no directory on engines before API 1.42.
        let hasOptions = bind?.propagation?.isEmpty == false || bind?.recursive?.isEmpty == false
        if bind?.createsHostPath == false {
            report(
                .error,
                "\(absence), and 'create_host_path: false' keeps the engine from making it",
                path: path,
                at: place,
                hint: "create it, or correct the path"
            )
        } else if hasOptions, world.apiMinor < 42 {
            report(
                .error,
                "\(absence), and this engine makes no directory for a mount with options",
                path: path,
                at: place,
                hint: "create it, or correct the path"
            )
        } else if isMeantAsFile(source, mount.target), !isToldByLoader(source) {
            report(
                .warning,
                "\(absence), and the engine will make a directory of that name",
                path: path,
                at: place,
                hint: "create the file first, or correct the path"
            )
        }
    }

    private mutating func check(_ object: FileObject?, _ name: String, _ kind: String, _ told: inout Set<String>) {
        guard let object, let file = object.file, world.missingPaths.contains(file),
            told.insert("\(kind) \(name)").inserted
        else { return }
        report(
            .error,
            "file '\(file)' of \(kind) '\(name)' does not exist",
            path: "\(kind)s.\(name).file",
            at: object.locations["file"],
            hint: "create it, or correct the path"
        )
    }

    // MARK: - What a path is meant to be

    private func isMeantAsFile(_ source: String, _ target: String) -> Bool {
        HostPathForm.looksLikeFile(source) || HostPathForm.looksLikeFile(target)
    }

    /// Whether reading the files told it already, which looks for names with an extension in the project's directory.
    private func isToldByLoader(_ source: String) -> Bool {
        guard source.hasPrefix(project.workingDirectory + "/") else { return false }
        return HostPathForm.lastPart(of: source).dropFirst().contains(".") || HostPathForm.looksLikeFile(source)
    }
}

/// What the spelling of a path says of what it leads to.
enum HostPathForm {
    /// Endings that files have and directories do not.
    private static let fileEndings: Set<String> = [
        "conf", "cfg", "cnf", "yml", "yaml", "json", "toml", "ini", "xml", "properties", "env", "sql", "sh", "py", "js",
        "crt", "cert", "cer", "key", "pem", "pub", "txt", "html", "php", "sock",
    ]

    static func looksLikeFile(_ path: String) -> Bool {
        let name = lastPart(of: path)
        if name == ".env" || name.hasPrefix(".env.") { return true }
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return false }
        return fileEndings.contains(name[name.index(after: dot)...].lowercased())
    }

    static func lastPart(of path: String) -> Substring {
        path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
    }
}
