internal import DockerEngine
internal import Synchronization

/// What programs that provide services have said by which variables their services are reached, for those that depend on
/// them.
///
/// No part of what is wanted: the files do not hold them, so the config hash does not cover them.
package final class ProvidedVariables: Sendable {
    private let given = Mutex<[String: [String: String]]>([:])

    package init() {}

    /// Adds variables for a service; one that it has already is replaced.
    func add(_ variables: [String: String], for service: String) {
        given.withLock { $0[service, default: [:]].merge(variables) { _, new in new } }
    }

    /// By name; empty for a service that depends on nothing that a program provides.
    package func variables(for service: String) -> [String: String] { given.withLock { $0[service] ?? [:] } }
}

extension ContainerSpecification {
    /// Gives the container variables besides its service's own, and in the place of those of the same name.
    package mutating func add(_ variables: [String: String]) {
        guard !variables.isEmpty else { return }
        let own = creation.config.environment.filter { entry in
            variables[String(entry.prefix { $0 != "=" })] == nil
        }
        creation.config.environment = (own + variables.map { "\($0.key)=\($0.value)" }).sorted()
    }
}
