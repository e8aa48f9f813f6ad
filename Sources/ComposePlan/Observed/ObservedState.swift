/// What one look at the engine showed of a project, as far as planning needs it.
package struct ObservedState: Sendable {
    /// Every container that carries the project's label, one-offs included, sorted by name.
    ///
    /// To be set as a whole: an index by service is made each time.
    package var containers: [ObservedContainer] = [] {
        didSet {
            let numbered = containers.filter { !$0.isOneOff && $0.labels[ComposeLabel.hook] == nil }
            replicas = Dictionary(grouping: numbered, by: \.service)
        }
    }
    /// The networks with the project's label, and the declared ones that were found by name.
    package var networks: [ObservedNetwork] = []
    /// The volumes with the project's label, and the declared ones that were found by name.
    package var volumes: [ObservedVolume] = []
    /// The images on the engine by the reference that services use; an image that is absent has no entry.
    package var images: [String: ObservedImage] = [:]
    /// What an inspection found to differ from what is wanted, by container id.
    ///
    /// Only of containers that are to be replaced and do not say themselves what they were made from; most states have none.
    package var inspectedChanges: [String: [FieldChange]] = [:]

    /// When the engine was looked at, by which pull policies such as `daily` are due; seconds since 1970.
    package var moment = 0

    private var replicas: [String: [ObservedContainer]] = [:]

    package init() {}

    /// The numbered containers of a service, whatever their state.
    package func replicas(of service: String) -> [ObservedContainer] { replicas[service] ?? [] }
}

extension ObservedState {
    package func container(id: String) -> ObservedContainer? { containers.first { $0.id == id } }

    /// The network of a compose key; where several claim the key, the one with the wanted name wins, then the first by name.
    package func network(key: String, name: String) -> ObservedNetwork? {
        let claimants = networks.filter { $0.key == key }.sorted { $0.name < $1.name }
        return claimants.first { $0.name == name } ?? claimants.first ?? networks.first { $0.name == name }
    }

    /// The volume of a compose key; where several claim the key, the one with the wanted name wins, then the first by name.
    package func volume(key: String, name: String) -> ObservedVolume? {
        let claimants = volumes.filter { $0.key == key }.sorted { $0.name < $1.name }
        return claimants.first { $0.name == name } ?? claimants.first ?? volumes.first { $0.name == name }
    }
}
