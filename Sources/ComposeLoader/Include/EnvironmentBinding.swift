import OrderedCollections
import YAML

/// Ties an included model to the environment it was included with, which the model around it does not know.
enum EnvironmentBinding {
    /// Gives variables without a value the one they have here, and notes what secrets and configs are to contain.
    static func bind(_ model: YAMLNode, to scope: LoadScope, in session: LoadSession) -> YAMLNode {
        let environment = scope.environment
        var bound = model
        if let recorder = session.recorder { note(model, scope, in: recorder) }
        bound.editMapping { mapping in
            mapping.edit("services") { services in
                services.editEachValue { _, service in
                    service.editMapping { $0.edit("environment") { bindVariables(&$0, environment) } }
                }
            }
        }
        for section in ["secrets", "configs"] {
            for (name, entry) in bound.asMapping?[section]?.asMapping?.entries ?? [:] {
                guard let variable = entry.value.asMapping?["environment"]?.asString else { continue }
                guard let value = environment[variable] else { continue }
                session.includedContents["\(section).\(name)"] = IncludedContent(variable: variable, value: value)
            }
        }
        return bound
    }

    /// Notes which variables give their values to bare names.
    private static func note(_ model: YAMLNode, _ scope: LoadScope, in recorder: ProvenanceRecorder) {
        let variables = VariableScope(values: scope.environment, sources: scope.variableSources)
        for (_, service) in model.asMapping?["services"]?.asMapping?.entries ?? [:] {
            guard let settings = service.value.asMapping?["environment"] else { continue }
            for name in settings.memberNames {
                guard let member = settings.member(name), member.node.isNull else { continue }
                guard let value = scope.environment[name], let source = variables.source(of: name) else { continue }
                recorder.note(name, became: value, at: member.node.location, [VariableOrigin(name, source)])
            }
        }
    }

    /// Both forms: `- NAME` and `NAME:` without a value.
    private static func bindVariables(_ variables: inout YAMLNode, _ environment: [String: String]) {
        variables.editEachItem { _, item in
            guard let name = item.asString, let value = environment[name] else { return }
            item.value = .scalar(.string("\(name)=\(value)"))
        }
        variables.editEachValue { name, node in
            guard node.isNull, let value = environment[name] else { return }
            node.value = .scalar(.string(value))
        }
    }
}

/// What a secret or config of an included model takes from a variable.
struct IncludedContent {
    var variable: String
    var value: String
}
