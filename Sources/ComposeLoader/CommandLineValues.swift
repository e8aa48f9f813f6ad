package import ComposeModel
package import Diagnostics
internal import OrderedCollections
internal import YAML

/// Reads values in the short forms of a compose file that stand on a command line instead (`run --volume`, `--publish`).
package enum CommandLineValues {
    /// Reads volumes and ports; relative host paths start from `directory`, and `~` stands for `home`.
    ///
    /// Throws what is wrong with each value; no finding has a place in a file.
    package static func read(
        volumes: [String],
        ports: [String],
        directory: String,
        home: String?
    ) throws(DiagnosticsError) -> (mounts: [Mount], ports: [Port]) {
        let place = SourceLocation(file: "command line", line: 1, column: 1)
        func list(_ values: [String]) -> YAMLNode {
            YAMLNode(.sequence(values.map { YAMLNode.string($0, at: place) }), at: place)
        }
        let service = YAMLNode.mapping([("volumes", list(volumes)), ("ports", list(ports))], at: place)
        let root = YAMLNode.mapping([("services", .mapping([("run", service)], at: place))], at: place)
        var collector = DiagnosticCollector()
        let expanded = ShortForms.expand(root, into: &collector)
        let resolved = RelativePaths.resolve(expanded, base: directory, home: home)
        var project = Project(name: "run", workingDirectory: directory)
        ProjectDecoder.decode(resolved, into: &project, collector: &collector)
        let findings = collector.diagnostics.map { finding in
            var finding = finding
            finding.location = nil
            return finding
        }
        if collector.hasErrors { throw DiagnosticsError(findings) }
        let decoded = project.services["run"]
        return (decoded?.mounts ?? [], decoded?.ports ?? [])
    }

    /// A command written as one text, split into words as a compose file's would be.
    ///
    /// - Throws: a quote that is not closed.
    package static func words(_ line: String) throws(DiagnosticsError) -> [String] {
        do throws(ShellWords.Problem) {
            return try ShellWords(line).words
        } catch {
            throw DiagnosticsError([Diagnostic(.error, error.message)])
        }
    }
}
