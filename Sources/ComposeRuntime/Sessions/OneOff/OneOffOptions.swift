package import ComposeModel
package import ComposePlan

/// What a user may ask of a one-off container (`run`) that its service does not say.
package struct OneOffOptions: Sendable {
    // Over the service's own words.
    /// Empty keeps the service's command, unless there is another entrypoint.
    package var command: [String] = []
    /// nil keeps the service's.
    package var entrypoint: [String]?
    /// `NAME` and value, in the order given; a variable that has no value is passed over.
    package var environment: [(name: String, value: String?)] = []
    package var labels: [(name: String, value: String)] = []
    package var user: String?
    package var workingDirectory: String?
    /// In place of the service's mounts at the same paths, and beside the others.
    package var mounts: [Mount] = []
    package var addedCapabilities: [String] = []
    package var droppedCapabilities: [String] = []

    // How it is reached.
    /// Whether the ports of the service are published.
    package var publishesServicePorts = false
    package var ports: [Port] = []
    /// Whether others find it under the service's name and aliases.
    package var usesAliases = false

    // How it runs.
    /// nil gives it a name with a random part.
    package var name: String?
    package var hasTerminal = false
    /// Whether its input is kept open.
    package var isInteractive = true
    package var isDetached = false
    /// Whether it is removed once it has ended.
    package var removes = false
    /// The keys that leave it, such as `ctrl-p,ctrl-q`; nil is the engine's default.
    package var detachKeys: String?

    // What comes before it.
    /// Whether the services it depends on are left as they are.
    package var ignoresDependencies = false
    package var pullPolicy: String?
    package var build: BuildPolicy = .whenMissing
    package var removesOrphans = false
    package var ignoresOrphans = false

    package init() {}
}
