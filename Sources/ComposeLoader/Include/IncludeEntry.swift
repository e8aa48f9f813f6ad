import Diagnostics
import OrderedCollections
import YAML

/// One entry of `include`.
struct IncludeEntry {
    /// The model's own file and then the files that are laid over it, as they were written.
    var paths: [String]
    /// As it was written; nil for the directory of the first file.
    var projectDirectory: String?
    /// As they were written; nil for the `.env` of the project directory.
    var environmentFiles: [String]?
    var place: SourceLocation

    /// The entries of an `include` section, without those that are malformed, which the schema check reports.
    static func entries(of section: YAMLNode?) -> [IncludeEntry] {
        (section?.asSequence ?? []).compactMap { entry(of: $0) }
    }

    private static func entry(of node: YAMLNode) -> IncludeEntry? {
        if let path = node.asString { return IncludeEntry(paths: [path], place: node.location) }
        guard let mapping = node.asMapping, let pathNode = mapping["path"], let paths = texts(of: pathNode),
            !paths.isEmpty
        else { return nil }
        return IncludeEntry(
            paths: paths,
            projectDirectory: mapping["project_directory"]?.asString.flatMap { $0.isEmpty ? nil : $0 },
            environmentFiles: mapping["env_file"].flatMap(texts),
            place: pathNode.location
        )
    }

    /// A text alone or a list of texts; nil for anything else, and for nothing.
    private static func texts(of node: YAMLNode) -> [String]? {
        if let text = node.asString { return text.isEmpty ? nil : [text] }
        guard let items = node.asSequence, !items.isEmpty else { return nil }
        return items.compactMap(\.asString)
    }
}
