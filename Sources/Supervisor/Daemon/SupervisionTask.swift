internal import Logging
internal import ServiceLifecycle

/// The supervision as a service: works until the daemon is told to end, and then closes in peace.
struct SupervisionTask: Service {
    let service: SupervisorService
    /// The daemon's own, which names whom to tell that it ends.
    let environment: [String: String]
    let logger: Logger

    @concurrent
    func run() async throws {
        let working = Task { await service.run() }
        defer { working.cancel() }
        // Returns at the signal; a group that is cancelled, since another part has failed, closes all the same.
        do {
            try await gracefulShutdown()
        } catch is CancellationError {
            logger.warning("a part of the daemon has failed")
        }
        ServiceManager.notify("STOPPING=1", environment)
        logger.info("ends what is under way")
        // In a task of its own, since a cancelled one could not wait for anything.
        await Task { await service.close() }.value
    }
}
