import ComposeModel
import Diagnostics
import OrderedCollections

/// Tells of what the rules allow and what is most likely not meant.
///
/// Nothing here is about how a file is read, so no finding but one changes what a command does: a service that waits for
/// health that can never come is refused before anything starts.
enum ProjectAdvice {
    /// What is known beyond the project itself.
    struct Facts {
        /// Whether something has this absolute path.
        var pathExists: (String) -> Bool
        /// What a file says from a place to the end of the line; nil where no text is known.
        var text: (SourceLocation) -> String?
    }

    /// Looks at the enabled services only.
    ///
    /// - Parameters:
    ///   - project: one that the consistency check has nothing against.
    ///   - facts: what advice depends on beyond it.
    ///   - collector: takes what is found, service by service.
    static func give(on project: Project, knowing facts: Facts, into collector: inout DiagnosticCollector) {
        var ignoredKeys = IgnoredKeys()
        var ports = PortAdvice(text: facts.text)
        for service in project.services.values {
            ignoredKeys.report(service, in: project, into: &collector)
            HealthAdvice.report(service, in: project, into: &collector)
            BindAdvice.report(service, in: project, pathExists: facts.pathExists, into: &collector)
            ports.report(service, into: &collector)
        }
    }
}
