/// Somebody who is told of events, whichever of his filters has let them through.
enum HookTarget: Sendable, Hashable {
    case webhook(WebhookAddress)
    /// `directory` is that of the project, in which the command runs.
    case command(words: [String], directory: String)
}

extension HookTarget: CustomStringConvertible {
    /// For messages; nothing secret.
    var description: String {
        switch self {
        case .webhook(let address): "webhook \(address)"
        case .command(let words, _): "hook '\(words.first ?? "")'"
        }
    }
}

extension HookSettings {
    /// Who wants to be told of an event, each once.
    func targets(of event: HookEvent, directory: String) -> [HookTarget] {
        var targets: [HookTarget] = []
        for webhook in webhooks where webhook.events.matches(event) { targets.append(.webhook(webhook.address)) }
        for command in commands where command.events.matches(event) {
            targets.append(.command(words: command.words, directory: directory))
        }
        var seen: Set<HookTarget> = []
        return targets.filter { seen.insert($0).inserted }
    }
}
