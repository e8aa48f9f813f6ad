internal import ComposeLoader
internal import ComposeModel
internal import OrderedCollections
internal import TerminalOutput
internal import YAML

/// The variables that the files of a project use, each once and sorted by name.
struct VariableList: Sendable, Equatable {
    private(set) var uses: [VariableUse] = []

    /// - Parameter tree: a model in which the variables still stand.
    init(_ tree: YAMLNode) {
        var known: [String: VariableUse] = [:]
        Self.collect(tree, into: &known)
        uses = known.values.sorted { $0.name < $1.name }
    }

    private static func collect(_ node: YAMLNode, into known: inout [String: VariableUse]) {
        switch node.value {
        case .scalar(.string(let text)):
            for use in Substitution.variables(in: text) { known[use.name] = known[use.name]?.joined(with: use) ?? use }
        case .scalar: return
        case .sequence(let items):
            for item in items { collect(item, into: &known) }
        case .mapping(let mapping):
            for entry in mapping.entries.values { collect(entry.value, into: &known) }
        }
    }

    var table: String {
        var table = Table(["name", "required", "default value", "alternate value"])
        for use in uses {
            table.append([use.name, "\(use.isRequired)", use.defaultValue ?? "", use.alternateValue ?? ""])
        }
        return table.render()
    }

    /// One object with a member for every variable, in the spelling of the reference's JSON.
    var canonical: CanonicalValue { members("Name", "DefaultValue", "PresenceValue", "Required") }

    /// The same in the spelling of the reference's YAML.
    var canonicalYAML: CanonicalValue { members("name", "defaultvalue", "presencevalue", "required") }

    private func members(
        _ name: String,
        _ defaultValue: String,
        _ alternateValue: String,
        _ isRequired: String
    ) -> CanonicalValue {
        let members = uses.map { use -> (key: String, value: CanonicalValue) in
            var object = CanonicalObject()
            object.fields = [
                .init(name, .string(use.name)), .init(defaultValue, .string(use.defaultValue ?? "")),
                .init(alternateValue, .string(use.alternateValue ?? "")), .init(isRequired, .bool(use.isRequired)),
            ]
            return (key: use.name, value: CanonicalValue.object(object))
        }
        return CanonicalValue.map(members)
    }
}

extension VariableUse {
    /// What two uses of one variable come to: required where one is, and the first words given.
    fileprivate func joined(with other: VariableUse) -> VariableUse {
        VariableUse(
            name: name,
            isRequired: isRequired || other.isRequired,
            defaultValue: defaultValue ?? other.defaultValue,
            alternateValue: alternateValue ?? other.alternateValue
        )
    }
}
