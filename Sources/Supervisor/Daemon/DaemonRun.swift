internal import ControlProtocol
internal import DockerEngine
internal import Glibc
internal import Logging
internal import ServiceLifecycle
internal import UnixSignals

/// One life of the daemon: puts its parts together, lets them work, and takes them apart in order.
struct DaemonRun: Sendable {
    private let settings: DaemonSettings
    private let logger: Logger

    init(_ settings: DaemonSettings) {
        self.settings = settings
        let level = settings.logLevel
        let environment = settings.environment
        LoggingSystem.bootstrap { _ in DaemonLog(level: level, environment: environment) }
        logger = Logger(label: "swiftcomposed")
    }

    /// Returns when a signal has ended it and everything is written down.
    ///
    /// - Throws: ``DaemonProblem`` and whatever else keeps it from beginning.
    func run() async throws {
        let store = try StateStore(directory: settings.stateDirectory, mode: settings.stateMode)
        do {
            try ControlSocket.prepare(settings.socket)
            try await work(with: store)
        } catch {
            await store.shut()
            throw error
        }
        await store.shut()
    }

    private func work(with store: StateStore) async throws {
        let parts = try DaemonParts(settings, store: store, logger: logger)
        let service = try await SupervisorService(parts.setup)
        let watch = StateWatch(service: service, metrics: parts.metrics, logger: logger)
        let watching = Task { await watch.run(store.notices) }
        defer { watching.cancel() }
        logger.info("swiftcomposed \(ProgramVersion.text) works on \(parts.engine.host.name)")
        let members = try services(service, parts, store)
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: members,
                gracefulShutdownSignals: [.sigterm, .sigint],
                logger: quiet
            )
        )
        defer { unlink(settings.socket) }
        try await group.run()
        logger.info("swiftcomposed has ended")
    }

    /// Ended from the last to the first: the supervision first, so that what it still does can be asked about.
    private func services(
        _ service: SupervisorService,
        _ parts: DaemonParts,
        _ store: StateStore
    ) throws(DaemonProblem) -> [any Service] {
        let server = ControlServer(
            interface: ControlInterface(service: service, records: store, hub: parts.hub, metrics: parts.metrics),
            logger: quiet
        )
        let environment = settings.environment
        let logger = logger
        let socket = settings.socket
        var services: [any Service] = [
            server.local(socket) {
                logger.info("listens at \(socket)")
                ServiceManager.notify("READY=1", environment)
            }
        ]
        if let listener = settings.listener {
            services.append(try server.remote(listener))
            logger.info("listens at \(listener.address) for those whose certificate is signed")
        }
        services += parts.background
        services.append(SupervisionTask(service: service, environment: environment, logger: logger))
        return services
    }

    /// For libraries, which tell at length what is of no interest.
    private var quiet: Logger {
        var quiet = logger
        let level = settings.logLevel
        quiet.logLevel = level <= .debug ? level : max(level, .warning)
        return quiet
    }
}
