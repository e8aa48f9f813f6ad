/// Who is told of what happens in a project (`x-swiftcompose.hooks`).
struct HookSettings: Sendable, Hashable {
    struct Webhook: Sendable, Hashable {
        var address: WebhookAddress
        var events: EventFilter
    }

    struct Command: Sendable, Hashable {
        /// The program, looked up in `PATH` unless it has a slash, and its arguments; never empty.
        var words: [String]
        var events: EventFilter
    }

    var webhooks: [Webhook] = []
    var commands: [Command] = []

    init() {}

    var isEmpty: Bool { webhooks.isEmpty && commands.isEmpty }
}
