import Diagnostics

/// Finding the compose file when none is named.
enum ComposeFileDiscovery {
    /// In order of preference.
    static let names = ["compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml"]
    static let overrideNames = [
        "compose.override.yml", "compose.override.yaml", "docker-compose.override.yml", "docker-compose.override.yaml",
    ]

    /// The compose file of a directory, or else of the nearest directory above it, and its override file if there is one.
    ///
    /// Warns where several names would do. Empty when nothing is found.
    static func files(from directory: String, into collector: inout DiagnosticCollector) -> [String] {
        var directory = directory
        while true {
            if let main = preferred(names, in: directory, "configuration", into: &collector) {
                let override = preferred(overrideNames, in: directory, "override", into: &collector)
                return [main] + (override.map { [$0] } ?? [])
            }
            let parent = PathSyntax.directory(of: directory)
            guard parent != directory else { return [] }
            directory = parent
        }
    }

    static func nothingFound(from directory: String) -> Diagnostic {
        let last = names.last ?? ""
        return Diagnostic(
            .error,
            "no configuration file provided: not found",
            hint: "looked for \(names.dropLast().joined(separator: ", ")) and \(last) in '\(directory)' and above it; "
                + "name a file with -f"
        )
    }

    private static func preferred(
        _ names: [String],
        in directory: String,
        _ kind: String,
        into collector: inout DiagnosticCollector
    ) -> String? {
        let found = names.map { PathSyntax.join(directory, $0) }.filter(LocalFile.exists)
        if let first = found.first, found.count > 1 {
            let others = found.dropFirst().map { "'\(PathSyntax.name(of: $0))'" }.joined(separator: ", ")
            collector.warning(
                "several \(kind) files in '\(directory)': using '\(PathSyntax.name(of: first))' and not \(others)",
                hint: "remove the others, or name files with -f"
            )
        }
        return found.first
    }
}
