import Diagnostics
import OrderedCollections
import YAML

/// What a service names in `extends`.
struct ExtendsReference {
    var service: String
    /// As it was written; nil for the same file.
    var file: String?
    var place: SourceLocation

    /// nil when the value names no service, which is then reported.
    static func read(
        _ node: YAMLNode,
        of service: String,
        into collector: inout DiagnosticCollector
    ) -> ExtendsReference? {
        if let name = node.asString { return ExtendsReference(service: name, place: node.location) }
        let path = "services.\(service).extends"
        guard let mapping = node.asMapping else {
            collector.error("\(path) must be a string or a mapping", path: path, at: node.location)
            return nil
        }
        for (key, entry) in mapping.entries where !["service", "file"].contains(key) {
            let near = nearestName(to: key, among: ["service", "file"])
            collector.warning(
                "unknown key '\(key)' in \(path) is ignored",
                path: "\(path).\(key)",
                at: entry.keyLocation,
                hint: near.map { "did you mean '\($0)'?" }
            )
        }
        guard let name = mapping["service"]?.asString else {
            collector.error(
                "\(path).service is required",
                path: path,
                at: node.location,
                hint: "name the service to extend: 'service: base'"
            )
            return nil
        }
        return ExtendsReference(service: name, file: mapping["file"]?.asString, place: node.location)
    }
}

/// One service that extends another, or is extended, on the way from a service to its bases.
struct ExtendsStep {
    /// The file that defines it.
    var file: ComposeFileName
    var service: String
    /// Where its `extends` stands.
    var place: SourceLocation
}

/// A compose file by its absolute path and by the name that places in it carry.
struct ComposeFileName: Equatable {
    var path: String
    var name: String
}
