import Diagnostics
import YAML

/// Takes down, while a project is loaded, what its tree will not tell afterwards.
///
/// A load without one records nothing. Lives and is used as its session is.
final class ProvenanceRecorder {
    /// By the place of the value; several where one file is read with different variables.
    private var texts: [SourceLocation: [InterpolatedText]] = [:]
    private var merged: (tree: YAMLNode, history: ProvenanceHistory)?

    /// Notes a value in which variables were replaced.
    func note(_ written: String, became result: String, at place: SourceLocation, _ variables: [VariableOrigin]) {
        let text = InterpolatedText(written: written, result: result, variables: variables)
        if texts[place]?.contains(text) == true { return }
        texts[place, default: []].append(text)
    }

    /// Notes the merged files before anything that is implied is added to them.
    func take(_ tree: YAMLNode, _ history: ProvenanceHistory?) {
        merged = (tree: tree, history: history ?? ProvenanceHistory())
    }

    /// What was taken down; nil before there was a tree.
    func provenance(of setup: ProjectSetup, nameOrigin: ValueOrigin?) -> Provenance? {
        guard let merged else { return nil }
        var origin = nameOrigin ?? ValueOrigin(.implied)
        if case .directory = origin.cause, let name = merged.tree.asMapping?["name"], name.isPlain {
            origin = ValueOrigin(.written(name.location))
        }
        var provenance = Provenance(
            tree: merged.tree,
            history: merged.history,
            texts: texts,
            scope: VariableScope(values: setup.environment, sources: setup.variableSources),
            nameOrigin: origin
        )
        if case .written = origin.cause, let name = merged.tree.asMapping?["name"] {
            provenance.nameOrigin.variables = provenance.text(of: name)?.variables ?? []
        }
        return provenance
    }
}

/// A value before and after its variables were replaced.
struct InterpolatedText: Sendable, Equatable {
    var written: String
    var result: String
    var variables: [VariableOrigin]
}

extension ValueOrigin {
    /// Who names the project: an option, a variable, or else a file or the directory, which only the tree can tell.
    static func ofName(_ setup: ProjectSetup, in session: LoadSession) -> ValueOrigin {
        if let name = session.request.projectName, !name.isEmpty { return ValueOrigin(.commandLine) }
        let variable = "COMPOSE_PROJECT_NAME"
        let scope = VariableScope(values: setup.environment, sources: setup.variableSources)
        guard scope.values[variable]?.isEmpty == false, let source = scope.source(of: variable) else {
            return ValueOrigin(.directory)
        }
        return ValueOrigin(.implied, variables: [VariableOrigin(variable, source)])
    }
}
