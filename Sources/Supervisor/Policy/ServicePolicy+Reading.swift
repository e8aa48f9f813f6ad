internal import ComposeModel
internal import ComposePlan
internal import Diagnostics
internal import OrderedCollections

extension ServicePolicy {
    static let keys = ["restart", "unhealthy", "drift", "schedule", "ready", "interval", "timeout"]

    /// What the service says, and the project where it says nothing.
    ///
    /// Adds what is wrong to the findings, each with its place.
    init(of service: Service, defaults: ProjectPolicy, findings: PolicyFindings) {
        self.init(restart: defaults.restart.apply(to: RestartPolicy(of: service)))
        unhealthy = defaults.unhealthy
        drift = defaults.drift
        imageWindow = PullWindow.seconds(of: service.pullPolicy)
        let place = PolicyPlace(service: service.name, key: ReadyProbe.extensionKey, locations: service.locations)
        let value = service.extensions[ReadyProbe.extensionKey]
        guard let reader = PolicyReader(value, at: place, findings: findings) else { return }
        reader.allow(Self.keys)
        restart = RestartSettings(reader).over(defaults.restart).apply(to: RestartPolicy(of: service))
        unhealthy = UnhealthyPolicy(reader, over: defaults.unhealthy)
        drift = DriftPolicy(reader, over: defaults.drift)
        ready = ReadyProbe.read(service, into: &findings.collector)
        schedule = Self.schedule(reader)
    }

    /// nil where there is none, or none that can be read.
    private static func schedule(_ reader: PolicyReader) -> String? {
        guard let text = reader.text("schedule") else { return nil }
        do {
            _ = try CronExpression(text)
            return text
        } catch {
            reader.report(
                "schedule",
                "is no schedule: \(error)",
                hint: "write five fields, as '0 3 * * *' for three at night"
            )
            return nil
        }
    }
}

extension RestartSettings {
    /// Reads `restart` of the mapping.
    init(_ reader: PolicyReader) {
        self.init()
        guard let reader = reader.inner("restart") else { return }
        reader.allow(["delay", "max_delay", "stable_after", "limit", "window"])
        delay = reader.duration("delay")
        maxDelay = reader.duration("max_delay")
        stableAfter = reader.duration("stable_after")
        limit = reader.count("limit")
        window = reader.duration("window")
    }
}

extension UnhealthyPolicy {
    /// Reads `unhealthy` of the mapping; a word alone is the action.
    init(_ reader: PolicyReader, over other: UnhealthyPolicy) {
        self = other
        if case .string? = reader.value("unhealthy") {
            action = reader.word("unhealthy", Action.self) ?? other.action
            return
        }
        guard let reader = reader.inner("unhealthy") else { return }
        reader.allow(["action", "attempts", "window", "backoff", "finally"])
        action = reader.word("action", Action.self) ?? other.action
        attempts = reader.count("attempts") ?? other.attempts
        window = reader.duration("window") ?? other.window
        backoff = reader.duration("backoff") ?? other.backoff
        finally = reader.word("finally", FinalAction.self) ?? other.finally
    }
}

extension DriftPolicy {
    /// Reads `drift` of the mapping; a word alone is for every kind.
    init(_ reader: PolicyReader, over other: DriftPolicy) {
        self = other
        if case .string? = reader.value("drift") {
            if let action = reader.word("drift", Action.self) { self = DriftPolicy(all: action) }
            return
        }
        guard let reader = reader.inner("drift") else { return }
        reader.allow(Kind.allCases.map { $0.rawValue })
        for kind in Kind.allCases { self[kind] = reader.word(kind.rawValue, Action.self) ?? other[kind] }
    }
}
