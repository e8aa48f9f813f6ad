internal import ComposeLoader
internal import ComposeModel
internal import Diagnostics
internal import OrderedCollections

/// Leaves of a project what a command is about, and tells problems with the places of the files.
struct ProjectNarrowing: Sendable {
    private(set) var project: Project
    /// The text of the project's files by the name that places carry.
    let sources: [String: String]

    init(_ project: Project, sources: [String: String]) {
        self.project = project
        self.sources = sources
    }

    /// The services that names and patterns of the user mean; none when there are no names.
    ///
    /// - Throws: every name that means no service.
    func targets(of services: [String]) throws(DiagnosedFailure) -> Set<String> {
        guard !services.isEmpty else { return [] }
        return Set(try selecting(services, includingDependencies: false).services.keys)
    }

    /// Leaves the chosen services and, unless all are to stay, the resources that they use.
    mutating func narrow(to choice: ServiceChoice, keepsAllResources: Bool) throws(DiagnosedFailure) {
        project = try selecting(choice.services, includingDependencies: choice.followsDependencies)
        if !keepsAllResources { project = project.removingUnusedResources() }
    }

    /// Gives the services the variables of the files that they name.
    ///
    /// - Parameter recorder: takes down what the files give; nil takes nothing down.
    /// - Returns: warnings, each once.
    /// - Throws: what is wrong with the files, when anything is.
    @discardableResult
    mutating func resolveEnvironment(
        recording recorder: SettingsRecorder? = nil
    ) throws(DiagnosedFailure) -> [Diagnostic] {
        var collector = DiagnosticCollector()
        ServiceEnvironment.resolve(&project, into: &collector, recording: recorder)
        do throws(DiagnosticsError) {
            try collector.throwIfErrors()
        } catch {
            throw DiagnosedFailure(diagnostics: error.diagnostics, sources: sources)
        }
        var told: Set<Diagnostic> = []
        return collector.diagnostics.filter { told.insert($0).inserted }
    }

    private func selecting(_ services: [String], includingDependencies: Bool) throws(DiagnosedFailure) -> Project {
        do throws(DiagnosticsError) {
            return try project.selecting(services: services, includingDependencies: includingDependencies)
        } catch {
            throw DiagnosedFailure(diagnostics: error.diagnostics, sources: sources)
        }
    }
}
