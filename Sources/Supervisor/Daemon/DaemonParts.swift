internal import ControlProtocol
internal import DockerEngine
internal import Logging
internal import ServiceLifecycle

/// What the daemon is put together of, beside its supervision and its servers.
struct DaemonParts: Sendable {
    let engine: EngineClient
    let hub = EventHub()
    let metrics = SupervisorMetrics()
    let setup: SupervisorService.Setup
    /// What works beside the supervision until the daemon ends.
    let background: [any Service]

    /// - Throws: ``DaemonProblem`` when there is no engine by that name.
    init(_ settings: DaemonSettings, store: StateStore, logger: Logger) throws(DaemonProblem) {
        let environment = settings.environment
        let host: EngineHost
        do {
            host = try EngineHost.fromEnvironment(environment)
        } catch {
            throw DaemonProblem("\(error)")
        }
        engine = EngineClient(
            host: host,
            apiVersion: environment["DOCKER_API_VERSION"],
            userAgent: "swiftcomposed/\(ProgramVersion.text)"
        )
        var setup = SupervisorService.Setup(
            engine: engine,
            store: store,
            makeCore: Supervision.core(of:memories:open:numbers:)
        )
        setup.hub = hub
        setup.metrics = metrics
        setup.environment = environment
        setup.log = { logger.warning("\($0)") }
        var delivery = HookDelivery()
        delivery.environment = environment
        let notifier = Notifier(delivery) { logger.warning("\($0)") }
        setup.companions = [
            ProbeCompanion(),
            SourceCompanion { logger.warning("\($0)") },
            HookCompanion(hub: hub, store: store, notifier: notifier),
        ]
        self.setup = setup
        background = [HookTask(notifier: notifier)]
    }
}
