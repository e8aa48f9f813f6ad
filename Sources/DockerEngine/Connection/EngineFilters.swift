/// What a list or an event stream is narrowed to: `["label": ["com.example=1"], "status": ["running"]]`.
///
/// Values of one name are alternatives, save for labels, all of which must match; different names must all match.
package struct EngineFilters: Sendable, Hashable {
    private var values: [String: [String]] = [:]

    package init(_ values: [String: [String]] = [:]) {
        self.values = values
    }

    package var isEmpty: Bool { values.isEmpty }

    /// Adds one more value to a name.
    package mutating func add(_ name: String, _ value: String) {
        values[name, default: []].append(value)
    }

    /// The filters with one more value.
    package func adding(_ name: String, _ value: String) -> EngineFilters {
        var filters = self
        filters.add(name, value)
        return filters
    }

    /// The engine's form, `{"label":["a"]}`, with names in order so that one request always reads the same.
    var json: String { EngineJSON.text(values) }
}

extension EngineFilters: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, [String])...) {
        for (name, list) in elements { values[name, default: []] += list }
    }
}
