internal import ServiceLifecycle

/// Delivers to hooks for as long as the daemon works.
struct HookTask: Service {
    let notifier: Notifier

    @concurrent
    func run() async throws {
        let notifier = notifier
        await cancelWhenGracefulShutdown { await notifier.run() }
    }
}
