package import ComposeModel
package import Diagnostics
import OrderedCollections
package import YAML

/// Turns a tree into the values of the model.
package enum ProjectDecoder {
    /// Replaces the services, networks, volumes, secrets, configs, models and extensions of a project.
    ///
    /// All services become enabled ones; `ProjectSelection` sorts out those that no active profile enables.
    ///
    /// - Parameters:
    ///   - root: a tree that the schema accepts, with short forms written out.
    ///   - isLenient: whether texts may still hold variables, which then count as absent values without a finding.
    ///   - project: receives the values.
    ///   - collector: receives values that are not what their key stands for.
    package static func decode(
        _ root: YAMLNode,
        isLenient: Bool = false,
        into project: inout Project,
        collector: inout DiagnosticCollector
    ) {
        let findings = DecodingFindings(collector, isLenient: isLenient)
        defer { collector = findings.collector }
        guard let mapping = root.asMapping else { return }
        let reader = MappingReader(mapping, at: root.location, path: NodePath(), findings: findings)
        project.services = resources("services", of: reader) { name, reader in Service(name: name, reader) }
        project.networks = resources("networks", of: reader) { name, reader in Network(name, reader) }
        project.volumes = resources("volumes", of: reader) { name, reader in Volume(name, reader) }
        project.secrets = resources("secrets", of: reader) { name, reader in
            FileObject(name, sources: ["file", "environment"], reader)
        }
        project.configs = resources("configs", of: reader) { name, reader in
            FileObject(name, sources: ["file", "environment", "content"], reader)
        }
        project.models = resources("models", of: reader) { _, reader in
            CanonicalValue(fields: ["name", "model", "context_size", "runtime_flags"], of: reader)
        }
        project.disabledServices = [:]
        project.extensions = reader.extensions
        project.locations = SourceMap(mapping, at: root.location)
    }

    /// The entries of a top-level section; one that is null has all the defaults.
    private static func resources<Value>(
        _ section: String,
        of reader: MappingReader,
        decode: (String, MappingReader) -> Value
    ) -> OrderedDictionary<String, Value> {
        var values: OrderedDictionary<String, Value> = [:]
        guard let entries = reader.node(section)?.asMapping?.entries else { return values }
        let path = reader.path.appending(.key(section))
        for (name, entry) in entries {
            let inner = MappingReader(
                entry.value.asMapping ?? YAMLMapping(),
                at: entry.keyLocation,
                path: path.appending(.key(name)),
                findings: reader.findings
            )
            values[name] = decode(name, inner)
        }
        return values
    }
}
