internal import ComposeModel
internal import ComposePlan
internal import OrderedCollections

extension ProjectPolicy {
    static let keys = ["supervise", "shutdown", "watch-sources", "restart", "unhealthy", "drift", "hooks"]

    /// Adds what is wrong to the findings, each with its place.
    init(of project: Project, findings: PolicyFindings) {
        self.init()
        let place = PolicyPlace(service: nil, key: ReadyProbe.extensionKey, locations: project.locations)
        let value = project.extensions[ReadyProbe.extensionKey]
        guard let reader = PolicyReader(value, at: place, findings: findings) else { return }
        reader.allow(Self.keys)
        supervise = reader.flag("supervise") ?? supervise
        shutdown = reader.word("shutdown", Shutdown.self) ?? shutdown
        watchSources = reader.word("watch-sources", WatchMode.self) ?? watchSources
        restart = RestartSettings(reader)
        unhealthy = UnhealthyPolicy(reader, over: unhealthy)
        drift = DriftPolicy(reader, over: drift)
        if let value = reader.value("hooks") {
            let inner = place.inner("hooks")
            hooks = HookSettings(value, path: inner.path, at: inner.location, into: &findings.collector)
        }
    }
}
