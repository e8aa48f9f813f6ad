internal import ComposeModel
internal import ComposePlan
internal import DockerEngine

/// What differs between a container and the one that would be made in its place, as far as an inspection shows it.
///
/// Both are brought to the words of a service. What the image or the engine would fill in is no difference, so what is
/// compared is what would be there in the end.
struct InspectedDifferences {
    let container: ContainerInspection
    /// Of the image that the container was made from; nil where that is gone, and then less can be told.
    let image: InspectedConfig?
    let wanted: ContainerSpecification
    let request: ContainerSpecification.Request
    /// Only what differs, on either side.
    private var old = CanonicalObject()
    private var new = CanonicalObject()

    init(
        _ container: ContainerInspection,
        _ image: InspectedConfig?,
        _ wanted: ContainerSpecification,
        _ request: ContainerSpecification.Request
    ) {
        self.container = container
        self.image = image
        self.wanted = wanted
        self.request = request
        compareProcess()
        compareHost()
        compareResources()
        compareMounts()
        compareNetworks()
    }

    var changes: [FieldChange] {
        let variables = Self.variables(container.config.environment)
        let made = ServiceRecord(old, of: request.service, in: request.project, knowing: variables)
        return made.changes(to: ServiceRecord(new, of: request.service, in: request.project, knowing: variables))
    }

    // MARK: - Comparing

    /// Notes a difference; nil where a side does not have it.
    mutating func note(_ path: String, _ old: CanonicalValue?, _ new: CanonicalValue?) {
        if let old { self.old.fields.append(CanonicalObject.Field(path, old)) }
        if let new { self.new.fields.append(CanonicalObject.Field(path, new)) }
    }

    /// A text that stands in for `wanted` where that is empty is `inherited`; nil where it is not known.
    mutating func compare(_ path: String, _ made: String, _ wanted: String?, inherited: String?) {
        let asked = wanted.flatMap { $0.isEmpty ? nil : $0 }
        guard let expected = asked ?? inherited, made != expected else { return }
        let own = made.isEmpty || made == inherited ? nil : made
        note(path, own.map { CanonicalValue.string($0) }, asked.map { CanonicalValue.string($0) })
    }

    /// Words that stand in for `wanted` where that is empty are `inherited`; nil where they are not known.
    mutating func compare(_ path: String, _ made: [String], _ wanted: [String], inherited: [String]?) {
        guard let expected = wanted.isEmpty ? inherited : wanted, made != expected else { return }
        let own = made.isEmpty || made == inherited ? nil : made
        note(path, own.map { CanonicalValue.strings($0) }, wanted.isEmpty ? nil : CanonicalValue.strings(wanted))
    }

    mutating func compare(_ path: String, _ made: Bool, _ wanted: Bool) {
        guard made != wanted else { return }
        note(path, made ? CanonicalValue.bool(true) : nil, wanted ? CanonicalValue.bool(true) : nil)
    }

    /// Zero is no limit.
    mutating func compare(_ path: String, _ made: Int, _ wanted: Int?) {
        let wanted = wanted ?? 0
        guard made != wanted else { return }
        note(path, made == 0 ? nil : CanonicalValue.int(made), wanted == 0 ? nil : CanonicalValue.int(wanted))
    }

    /// Entries that the container has without being asked are the image's own; nil where those are not known.
    ///
    /// Of `removed` ones it must have none.
    mutating func compare(
        _ path: String,
        _ made: [String: String],
        _ wanted: [String: String],
        removed: Set<String> = [],
        inherited: [String: String]?
    ) {
        var old: [(key: String, value: CanonicalValue)] = []
        var new: [(key: String, value: CanonicalValue)] = []
        for key in Set(made.keys).union(wanted.keys) {
            let (before, after) = (made[key], wanted[key])
            guard before != after else { continue }
            if after == nil, !removed.contains(key) {
                guard let inherited, inherited[key] != before else { continue }
            }
            if let before { old.append((key: key, value: .string(before))) }
            if let after { new.append((key: key, value: .string(after))) }
        }
        note(path, old.isEmpty ? nil : CanonicalValue.map(old), new.isEmpty ? nil : CanonicalValue.map(new))
    }

    // MARK: - Forms

    /// Values by name; a name alone sets nothing.
    static func variables(_ entries: [String]) -> [String: String] {
        var variables: [String: String] = [:]
        for entry in entries {
            guard let separator = entry.firstIndex(of: "=") else { continue }
            variables[String(entry[..<separator])] = String(entry[entry.index(after: separator)...])
        }
        return variables
    }

    /// A path without slashes at its end, as the engine keeps it.
    static func cleaned(_ path: String) -> String {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }
}
