@testable import Supervisor

/// Holds JSON against a schema, as far as the description's schemas go.
struct SchemaCheck {
    let schemas: [String: JSONValue]

    /// What does not fit, with its place; empty where all fits.
    func problems(_ value: JSONValue, _ schema: JSONValue, at place: String = "$") -> [String] {
        guard case .object(let rules) = schema else { return ["\(place): no schema"] }
        if case .text(let reference) = rules["$ref"] {
            let name = String(reference.split(separator: "/").last ?? "")
            guard let target = schemas[name] else { return ["\(place): no schema \(name)"] }
            return problems(value, target, at: place)
        }
        if case .list(let choices) = rules["anyOf"] {
            let all = choices.map { problems(value, $0, at: place) }
            return all.contains { $0.isEmpty } ? [] : all.flatMap { $0 }
        }
        var found = Self.types(rules["type"]).contains { fits(value, $0) } ? [] : ["\(place): wrong type"]
        if case .list(let allowed) = rules["enum"], !allowed.contains(value) {
            found.append("\(place): not in the enum")
        }
        if let constant = rules["const"], constant != value { found.append("\(place): not the constant") }
        switch value {
        case .object(let fields): found += fieldProblems(fields, rules, at: place)
        case .list(let items):
            guard let schema = rules["items"] else { return found + ["\(place): no items"] }
            for (index, item) in items.enumerated() { found += problems(item, schema, at: "\(place)[\(index)]") }
        default: break
        }
        return found
    }

    private func fieldProblems(
        _ fields: [String: JSONValue],
        _ rules: [String: JSONValue],
        at place: String
    ) -> [String] {
        var found: [String] = []
        if let open = rules["additionalProperties"] {
            for (name, value) in fields { found += problems(value, open, at: "\(place).\(name)") }
            return found
        }
        guard case .object(let properties) = rules["properties"] else { return found }
        if case .list(let required) = rules["required"] {
            for case .text(let name) in required where fields[name] == nil { found.append("\(place): lacks \(name)") }
        }
        for (name, value) in fields {
            // Nothing may be there that is not described.
            guard let schema = properties[name] else {
                found.append("\(place): \(name) is not described")
                continue
            }
            found += problems(value, schema, at: "\(place).\(name)")
        }
        return found
    }

    private static func types(_ rule: JSONValue?) -> [String] {
        switch rule {
        case .text(let name): [name]
        case .list(let names):
            names.compactMap { name -> String? in
                guard case .text(let text) = name else { return nil }
                return text
            }
        default: []
        }
    }

    private func fits(_ value: JSONValue, _ type: String) -> Bool {
        switch (value, type) {
        case (.null, "null"), (.flag, "boolean"), (.integer, "integer"), (.integer, "number"), (.number, "number"),
            (.text, "string"), (.list, "array"), (.object, "object"):
            true
        default: false
        }
    }
}

/// Any JSON, as it was read.
struct ReadJSON: Decodable {
    let value: JSONValue

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        // What is not of one kind is of another.
        if container.decodeNil() {
            value = .null
        } else if let flag = try? container.decode(Bool.self) {
            value = .flag(flag)
        } else if let integer = try? container.decode(Int.self) {
            value = .integer(integer)
        } else if let number = try? container.decode(Double.self) {
            value = .number(number)
        } else if let text = try? container.decode(String.self) {
            value = .text(text)
        } else if let list = try? container.decode([ReadJSON].self) {
            value = .list(list.map(\.value))
        } else {
            value = .object(try container.decode([String: ReadJSON].self).mapValues(\.value))
        }
    }
}
