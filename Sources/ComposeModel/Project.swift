package import OrderedCollections

/// A whole application: what is wanted, and where each wish was written.
///
/// A pure value. It is the same whether it came from one file or twenty, and nothing in it refers to an engine.
package struct Project: Sendable {
    /// Lower case, `[a-z0-9_-]`, starting with a letter or digit.
    package var name: String
    /// Absolute; what relative paths of the files were resolved against.
    package var workingDirectory: String
    /// Absolute paths of the files that were merged, in order; `-` for standard input.
    package var composeFiles: [String]
    /// Absolute paths given with `--env-file`; empty when the default `.env` was used.
    package var environmentFiles: [String] = []
    /// What variables were looked up in: the process environment over `.env` files, and `COMPOSE_PROJECT_NAME`.
    package var environment: [String: String] = [:]
    /// The services whose profiles are active, in file order.
    package var services: OrderedDictionary<String, Service> = [:]
    /// The services that no active profile enables.
    package var disabledServices: OrderedDictionary<String, Service> = [:]
    package var networks: OrderedDictionary<String, Network> = [:]
    package var volumes: OrderedDictionary<String, Volume> = [:]
    package var secrets: OrderedDictionary<String, FileObject> = [:]
    package var configs: OrderedDictionary<String, FileObject> = [:]
    package var models: OrderedDictionary<String, CanonicalValue> = [:]
    package var extensions: Extensions = [:]
    /// The active profiles, as given.
    package var profiles: [String] = []
    package var locations = SourceMap()

    package init(name: String, workingDirectory: String, composeFiles: [String] = []) {
        self.name = name
        self.workingDirectory = workingDirectory
        self.composeFiles = composeFiles
    }
}

/// The `x-…` keys of a mapping, which the specification leaves to tools.
package typealias Extensions = OrderedDictionary<String, CanonicalValue>

extension Project {
    /// Every service by name, enabled or not.
    package func anyService(named name: String) -> Service? { services[name] ?? disabledServices[name] }
}
