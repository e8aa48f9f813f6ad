internal import OrderedCollections

/// What a service waits for before it starts (`depends_on`).
package struct Dependency: Sendable, Equatable {
    package var condition: DependencyCondition
    /// Whether the dependent is stopped and started again around a recreation of the dependency.
    package var restart = false
    /// Whether a dependency that fails or is absent fails the dependent; otherwise it is a warning.
    package var required = true
    /// How long the dependent waits for the condition at most (`x-timeout`); nil is as long as it takes.
    ///
    /// The key is among the extensions too, which print it.
    package var timeout: Duration?
    package var extensions: Extensions = [:]

    package init(condition: DependencyCondition = .started, restart: Bool = false, required: Bool = true) {
        self.condition = condition
        self.restart = restart
        self.required = required
    }
}

/// The conditions of `depends_on`, in the words of the specification.
package enum DependencyCondition: String, Sendable, Hashable, CaseIterable {
    case started = "service_started"
    case healthy = "service_healthy"
    case completedSuccessfully = "service_completed_successfully"
}
