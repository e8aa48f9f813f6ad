internal import ComposeModel

/// Lays the canonical form of a service out as paths and what stands there.
struct FieldLayout {
    private(set) var fields: [String: ServiceRecord.Value] = [:]

    init(_ object: CanonicalObject) {
        for field in object.fields { add(field.value, at: field.name) }
        if case .object(let networks)? = object["networks"], !networks.fields.isEmpty {
            fields["networks"] = .list(networks.fields.map(\.name))
        }
    }

    /// Parts that are empty and texts that are unset are what they are by default, and leave no trace.
    private mutating func add(_ value: CanonicalValue, at path: String) {
        switch value {
        case .null: break
        case .bool, .int, .double, .float: fields[path] = .text(value.compactJSON)
        case .string(let text): fields[path] = .text(text)
        case .list(let values): fields[path] = .list(values.map { ElementText.of($0, in: path) })
        case .object(let object):
            for field in object.fields {
                if field.value == .null, object.isMap, path != "networks" {
                    fields["\(path).\(field.name)"] = .unset
                } else {
                    add(field.value, at: "\(path).\(field.name)")
                }
            }
        }
    }
}

/// One element of a list in the short form that files mostly have it in: `127.0.0.1:8080:80/udp`, `data:/data:ro`.
///
/// Two elements that differ have different texts: what the short form cannot say follows as `name=value`.
enum ElementText {
    static func of(_ value: CanonicalValue, in path: String) -> String {
        guard case .object(let object) = value else { return text(of: value) }
        var fields = object.fields
        let short: String
        switch path {
        case "ports": short = port(&fields)
        case "volumes": short = mount(&fields)
        case "secrets", "configs": short = reference(&fields)
        default: return text(of: fields)
        }
        return fields.isEmpty ? short : "\(short) \(text(of: fields))"
    }

    private static func port(_ fields: inout [CanonicalObject.Field]) -> String {
        let address = take("host_ip", from: &fields).map { $0.contains(":") ? "[\($0)]:" : "\($0):" } ?? ""
        let published = take("published", from: &fields).map { "\($0):" } ?? (address.isEmpty ? "" : ":")
        let target = take("target", from: &fields) ?? ""
        let transport = take("protocol", from: &fields)
        fields.removeAll { $0.name == "mode" && $0.value == .string("ingress") }
        return address + published + target + (transport == nil || transport == "tcp" ? "" : "/\(transport ?? "")")
    }

    private static func mount(_ fields: inout [CanonicalObject.Field]) -> String {
        let source = take("source", from: &fields)
        let target = take("target", from: &fields) ?? ""
        let implied = source?.hasPrefix("/") == true ? "bind" : "volume"
        fields.removeAll { $0.name == "type" && $0.value == .string(implied) }
        fields.removeAll { $0.value == .object(CanonicalObject()) }
        let isReadOnly = take("read_only", from: &fields) == "true"
        return (source.map { "\($0):" } ?? "") + target + (isReadOnly ? ":ro" : "")
    }

    private static func reference(_ fields: inout [CanonicalObject.Field]) -> String {
        let source = take("source", from: &fields) ?? ""
        guard let target = take("target", from: &fields) else { return source }
        return "\(source):\(target)"
    }

    private static func take(_ name: String, from fields: inout [CanonicalObject.Field]) -> String? {
        guard let index = fields.firstIndex(where: { $0.name == name }) else { return nil }
        return text(of: fields.remove(at: index).value)
    }

    private static func text(of fields: [CanonicalObject.Field]) -> String {
        fields.map { "\($0.name)=\(text(of: $0.value))" }.joined(separator: " ")
    }

    private static func text(of value: CanonicalValue) -> String {
        switch value {
        case .null, .bool, .int, .double, .float: value.compactJSON
        case .string(let text): text
        case .list(let values): "[" + values.map { text(of: $0) }.joined(separator: ", ") + "]"
        case .object(let object): "{" + text(of: object.fields) + "}"
        }
    }
}
