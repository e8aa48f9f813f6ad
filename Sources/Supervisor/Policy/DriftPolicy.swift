/// What the daemon does about changes that others make: `drift` in `x-swiftcompose`, as a whole or for each kind.
package struct DriftPolicy: Sendable, Hashable {
    package enum Action: String, Sendable, Hashable, CaseIterable {
        case repair
        /// Only an incident.
        case report
    }

    package enum Kind: String, Sendable, Hashable, CaseIterable {
        /// A container is gone.
        case removed
        /// A container was stopped, killed or paused; not by this program, whose stops are kept.
        case stopped
        /// A container has another name than it should.
        case renamed
        /// A container is cut off from a network of its service.
        case disconnected
        /// A network of the project is gone.
        case network
        /// The service's image reference names another image than its containers run.
        case image
    }

    private var actions: [Kind: Action]

    /// Everything is repaired but a moved image: a pull or a build by somebody is no order to replace what runs.
    package init() {
        actions = [.image: .report]
    }

    /// The same for every kind.
    package init(all action: Action) {
        actions = [:]
        for kind in Kind.allCases { actions[kind] = action }
    }

    package subscript(kind: Kind) -> Action {
        get { actions[kind] ?? .repair }
        set { actions[kind] = newValue }
    }
}
