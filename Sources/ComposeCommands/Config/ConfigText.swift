internal import ComposeModel
internal import YAML

/// A whole model as text.
enum ConfigText {
    enum Format: String {
        case yaml, json
    }

    /// A project in its canonical form; a `$` stands doubled, so that the text reads the same again.
    static func of(_ project: Project, as format: Format) -> String {
        Project.escapingVariables(
            in: format == .json ? project.canonicalJSON : YAMLEmitter.text(of: YAMLOutput(project.canonicalYAML))
        )
    }

    /// A model in which variables still stand.
    static func of(tree: YAMLNode, as format: Format) -> String { of(CanonicalValue(tree: tree), as: format) }

    /// JSON comes without a line break at its end, as the reference's does.
    static func of(_ value: CanonicalValue, as format: Format) -> String {
        format == .json ? value.indentedJSON : YAMLEmitter.text(of: YAMLOutput(value.yamlLayout))
    }
}
