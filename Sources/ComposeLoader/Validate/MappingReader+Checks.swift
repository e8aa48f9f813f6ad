internal import Diagnostics
import OrderedCollections
import YAML

/// What the schema cannot say about one top-level entry, because it is about several keys at once.
extension MappingReader {
    /// Content must come from exactly one place, unless somebody else or a driver provides it.
    func checkSource(among sources: [String]) {
        let given = sources.filter { mapping[$0] != nil }
        let list = sources.map { "'\($0)'" }.joined(separator: ", ")
        if given.count > 1 {
            let both = given.map { "'\($0)'" }.joined(separator: " and ")
            report("has \(both), which exclude each other", hint: "keep one of \(list)")
        } else if given.isEmpty, mapping["driver"] == nil, mapping["external"] == nil {
            report("has no content", hint: "set one of \(list), or 'external: true'")
        }
    }

    /// A volume that somebody else manages has nothing to be set up with.
    func checkExternalVolume() {
        guard flag("external") else { return }
        for (key, entry) in mapping.entries where key != "name" && key != "external" && !key.hasPrefix("x-") {
            findings.collector.error(
                "\(path.subject) is external, so '\(key)' has no effect",
                path: path.appending(.key(key)).dotted,
                at: entry.keyLocation,
                hint: "remove '\(key)', or 'external' if the volume is this project's own"
            )
        }
    }
}
