import Diagnostics
import YAML

/// Where the values of a loaded project come from.
package struct Provenance: Sendable {
    /// The merged model, before anything that is implied was added.
    let tree: YAMLNode
    let history: ProvenanceHistory
    let texts: [SourceLocation: [InterpolatedText]]
    /// That of the project itself, without its included models.
    let scope: VariableScope
    var nameOrigin: ValueOrigin
    /// What env and label files give, by the dotted path of the attribute, from what counts least.
    private(set) var settings: [String: [FileSettings]] = [:]

    init(
        tree: YAMLNode,
        history: ProvenanceHistory,
        texts: [SourceLocation: [InterpolatedText]],
        scope: VariableScope,
        nameOrigin: ValueOrigin
    ) {
        self.tree = tree
        self.history = history
        self.texts = texts
        self.scope = scope
        self.nameOrigin = nameOrigin
    }

    /// Adds what the files of services gave, which are read after services were selected.
    package mutating func add(_ recorder: SettingsRecorder) { settings = recorder.files }

    /// The whole project, to step down from.
    package var root: OriginCursor { OriginCursor(self, path: [], node: tree, place: tree.location) }

    /// The file that gives a variable or label, when a file does; the attributes of the service itself win over it.
    func setting(at path: [String]) -> FileSettings.Value? {
        guard path.count == 4, let name = path.last else { return nil }
        let files = settings[path.dropLast().joined(separator: ".")] ?? []
        return files.reversed().lazy.compactMap { $0.values[name] }.first
    }

    /// What a value was before its variables were replaced; nil when it had none.
    func text(of node: YAMLNode) -> InterpolatedText? {
        guard let known = texts[node.location] else { return nil }
        return known.first { $0.result == node.asString } ?? known.last
    }

    /// The variables in a value, or the variable of the same name that a bare name takes its value from.
    func variables(of node: YAMLNode, at path: [String]) -> [VariableOrigin] {
        if node.isNull, Self.takesVariables(path), let name = path.last, let source = scope.source(of: name) {
            return [VariableOrigin(name, source)]
        }
        return text(of: node)?.variables ?? []
    }

    private static func takesVariables(_ path: [String]) -> Bool {
        guard path.first == "services" else { return false }
        return (path.count == 4 && path[2] == "environment")
            || (path.count == 5 && path[2] == "build" && path[3] == "args")
    }
}
