package import ComposeModel
package import Diagnostics
package import YAML

/// A project with what came up while it was loaded.
package struct LoadedProject: Sendable {
    package var project: Project
    package var warnings: [Diagnostic]
    /// The text of each file by the name that locations carry, for `DiagnosticRenderer`.
    package var sources: [String: String]
    /// The merged model before it was decoded, for `config --no-interpolate` and `--variables`.
    package var tree: YAMLNode
    /// Where the values come from; nil unless that was to be recorded.
    package var provenance: Provenance?

    package init(
        project: Project,
        warnings: [Diagnostic],
        sources: [String: String],
        tree: YAMLNode,
        provenance: Provenance? = nil
    ) {
        self.project = project
        self.warnings = warnings
        self.sources = sources
        self.tree = tree
        self.provenance = provenance
    }
}

/// Why a project could not be loaded: everything that was found wrong, and the warnings found beside it.
package struct LoadFailure: Error, Sendable {
    /// At least one is an error.
    package var diagnostics: [Diagnostic]
    /// The text of each file by the name that locations carry, for `DiagnosticRenderer`.
    package var sources: [String: String]

    package init(diagnostics: [Diagnostic], sources: [String: String]) {
        self.diagnostics = diagnostics
        self.sources = sources
    }
}

extension LoadFailure: CustomStringConvertible {
    package var description: String { diagnostics.map(\.description).joined(separator: "\n") }
}
