internal import ComposeRuntime

/// How events are brought to hooks.
struct HookDelivery: Sendable {
    /// How long one webhook may take.
    var webhookLimit = Duration.seconds(5)
    /// The pauses before a webhook is tried again; as many as there are further tries.
    var pauses: [Duration] = [.seconds(1), .seconds(5), .seconds(20)]
    /// How long a command may run before it is killed.
    var commandLimit = Duration.seconds(30)
    /// What commands find in their environment, beside the event's own variables.
    var environment: [String: String] = [:]

    /// Brings events to one target, one after the other.
    func courier(to target: HookTarget) -> HookCourier {
        switch target {
        case .webhook(let address): .webhook(WebhookCourier(address, limit: webhookLimit, pauses: pauses))
        case .command(let words, let directory):
            .command(
                HookProgram(words: words, directory: directory, environment: environment),
                limit: commandLimit
            )
        }
    }
}

enum HookCourier: Sendable {
    case webhook(WebhookCourier)
    case command(HookProgram, limit: Duration)

    /// nil when it was delivered, or given up since the daemon ends; otherwise what went wrong.
    func deliver(_ event: HookEvent) async -> String? {
        do {
            let json = try event.json()
            switch self {
            case .webhook(let courier): return try await courier.post(json)
            case .command(let program, let limit):
                let line = json + [UInt8(ascii: "\n")]
                guard let status = try await program.run(line, event.variables, within: limit) else {
                    return "killed after \(limit)"
                }
                return status == 0 ? nil : "ended with status \(status)"
            }
        } catch is CancellationError {
            return nil
        } catch {
            return "\(error)"
        }
    }
}
