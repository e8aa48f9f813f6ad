internal import OrderedCollections

extension Project {
    /// The project as `config --format json` prints it, up to the doubling of `$`.
    package var canonicalJSON: String { canonical(in: .json).indentedJSON }

    /// The project as `config` prints it, up to the doubling of `$`: an emitter writes fields in the order given.
    package var canonicalYAML: CanonicalValue { canonical(in: .yaml).yamlLayout }

    /// JSON sorts the top level, shows its extensions and leaves models out; YAML has a fixed order.
    package func canonical(in form: CanonicalForm) -> CanonicalValue {
        var object = CanonicalObject(extensions: form.syntax == .yaml ? extensions : [:])
        if form.syntax == .json || !name.isEmpty { object.add("name", CanonicalValue.string(name)) }
        // Shown even when every service is disabled.
        let printed = services.map { (key: $0.key, value: CanonicalValue.object($0.value.canonical(in: form))) }
        object.add("services", CanonicalValue.map(printed))
        object.add("networks", mapping: networks) { .object($0.canonical(in: form)) }
        object.add("volumes", mapping: volumes) { .object($0.canonical) }
        object.add("secrets", mapping: secrets) { .object($0.canonical(as: .secret)) }
        object.add("configs", mapping: configs) { .object($0.canonical(as: .config)) }
        guard form.syntax == .json else {
            object.add("models", mapping: models) { $0.shaped(["name", "model", "context_size", "runtime_flags"]) }
            return .object(object)
        }
        let fields = object.fields.map { (key: $0.name, value: $0.value) }
        return CanonicalValue.map(fields + extensions.map { (key: $0.key, value: $0.value) })
    }

    /// Printed text in which every `$` stands for itself when it is read as a Compose file again.
    package static func escapingVariables(in text: String) -> String {
        let dollar = UInt8(ascii: "$")
        guard text.utf8.contains(dollar) else { return text }
        var escaped: [UInt8] = []
        escaped.reserveCapacity(text.utf8.count + 64)
        for byte in text.utf8 {
            escaped.append(byte)
            if byte == dollar { escaped.append(dollar) }
        }
        return String(decoding: escaped, as: UTF8.self)
    }
}
