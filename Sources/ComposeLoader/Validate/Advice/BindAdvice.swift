import ComposeModel
import Diagnostics

/// Files that are to be mounted and are not there: the engine would make directories with their names.
///
/// Only a source that looks like a file, inside the project's directory and in a form that lets the engine make it, is
/// looked for: a directory that is made on the first start is what many projects want.
enum BindAdvice {
    static func report(
        _ service: Service,
        in project: Project,
        pathExists: (String) -> Bool,
        into collector: inout DiagnosticCollector
    ) {
        guard isEngineHere(project.environment["DOCKER_HOST"]) else { return }
        let directory = project.workingDirectory + "/"
        for (index, mount) in service.mounts.enumerated() where mount.kind == .bind {
            guard let source = mount.source, source.hasPrefix(directory), looksLikeFile(source),
                let bind = mount.bind, bind.createsHostPath, !pathExists(source)
            else { continue }
            collector.warning(
                "'./\(source.dropFirst(directory.count))' does not exist, and the engine would make a directory of that name",
                path: "services.\(service.name).volumes[\(index)]",
                at: service.locations["volumes[\(index)]"],
                hint: "create the file first, or correct the path"
            )
        }
    }

    /// Whether the files that the engine mounts can be the ones that are seen here.
    private static func isEngineHere(_ host: String?) -> Bool {
        guard let host, !host.isEmpty else { return true }
        return host.hasPrefix("unix://")
    }

    /// Whether the last part has an extension of two to five letters and digits: `nginx.conf`, but not `conf.d`; or is
    /// an env file.
    static func looksLikeFile(_ path: String) -> Bool {
        let name = path[(path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex)...]
        if name == ".env" || name.hasPrefix(".env.") { return true }
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return false }
        let suffix = name[name.index(after: dot)...]
        return (2...5).contains(suffix.utf8.count) && suffix.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
            && suffix.contains { $0.isLetter } && !directorySuffixes.contains(String(suffix))
    }

    /// What people put behind the dot of a directory.
    private static let directorySuffixes: Set<String> = ["app", "data", "dir", "git", "old", "bak", "local"]
}
