internal import FoundationEssentials

/// What a list or a stream of events is narrowed to.
///
/// Values of one name are alternatives, save for labels, all of which must match.
struct ListFilters: Sendable, Hashable {
    private var values: [String: [String]] = [:]

    /// Reads a query's `filters`; nil is none.
    init(_ json: String?) throws {
        guard let json, !json.isEmpty else { return }
        do {
            values = try JSONDecoder().decode(Filters.self, from: Data(json.utf8)).values
        } catch {
            throw Refusal(400, "invalid filter: \(json)")
        }
    }

    func accepts(labels: [String: String]) -> Bool {
        (values["label"] ?? []).allSatisfy { wanted in
            guard let equals = wanted.firstIndex(of: "=") else { return labels[wanted] != nil }
            return labels[String(wanted[..<equals])] == String(wanted[wanted.index(after: equals)...])
        }
    }

    /// Whether a value is among those of a name, or nothing is said of it.
    func accepts(_ name: String, _ value: String) -> Bool { values[name]?.contains(value) ?? true }

    func accepts(_ container: SimulatedContainer) -> Bool {
        accepts(labels: container.labels) && accepts("status", container.status.rawValue)
            && accepts("id", container.id) && accepts("name", container.name)
    }

    /// `health_status` stands for all that begins so.
    func accepts(_ event: SimulatedEvent) -> Bool {
        let word = String(event.action.prefix { $0 != ":" })
        return accepts("type", event.kind.rawValue) && (accepts("event", event.action) || accepts("event", word))
            && accepts("container", event.actor) && accepts(labels: event.attributes)
    }
}

/// Both forms of filters: `{"label": ["a=b"]}`, and the older `{"label": {"a=b": true}}`.
private struct Filters: Decodable {
    let values: [String: [String]]

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        // What is not the newer form is the older one.
        if let lists = try? container.decode([String: [String]].self) {
            values = lists
        } else {
            values = try container.decode([String: [String: Bool]].self).mapValues { Array($0.keys) }
        }
    }
}
