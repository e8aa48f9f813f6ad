/// The numbered containers of a project's services, found by id and by service.
struct TrackedContainers: Sendable {
    private var byID: [String: TrackedContainer] = [:]
    private var idsByService: [String: Set<String>] = [:]

    /// Setting nil removes it.
    subscript(id: String) -> TrackedContainer? {
        get { byID[id] }
        set {
            if let old = byID[id] { idsByService[old.service]?.remove(id) }
            byID[id] = newValue
            if let newValue { idsByService[newValue.service, default: []].insert(id) }
        }
    }

    var ids: [String] { Array(byID.keys) }
    var isEmpty: Bool { byID.isEmpty }

    /// By number; of those with one number the latest last.
    func of(_ service: String) -> [TrackedContainer] {
        guard let ids = idsByService[service] else { return [] }
        return ids.compactMap { byID[$0] }.sorted { ($0.number, $0.place) < ($1.number, $1.place) }
    }
}
