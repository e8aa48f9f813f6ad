internal import ComposeRuntime
internal import Diagnostics

/// One culprit for programs; what does not apply is left out.
struct FailureFacts: Sendable, Encodable {
    struct Probe: Sendable, Encodable {
        var exitCode: Int
        var began: String
        var output: [String]

        enum CodingKeys: String, CodingKey {
            case began, output
            case exitCode = "exit_code"
        }
    }

    /// Always true, so that programs find failures among other lines.
    var error = true
    var message: String
    var reason: String
    var service: String?
    var container: String?
    var containerID: String?
    var exitCode: Int?
    var signal: String?
    var outOfMemory: Bool?
    var engineError: String?
    var restarts: Int?
    var probes: [Probe]?
    var log: [String]?
    var facts: [String]?
    var advice: [String]
    /// Seconds that were waited.
    var elapsed: Double?
    var limit: String?
    var timedOut: Bool?
    /// `compose.yaml:7:5`.
    var place: String?

    enum CodingKeys: String, CodingKey {
        case error, message, reason, service, container, signal, restarts, probes, log, facts, advice, limit, place
        case containerID = "container_id"
        case exitCode = "exit_code"
        case outOfMemory = "out_of_memory"
        case engineError = "engine_error"
        case elapsed = "elapsed_seconds"
        case timedOut = "timed_out"
    }

    init(_ account: FailureAccount) {
        message = account.message
        reason = account.brief
        service = account.service
        advice = account.advice
        facts = account.facts.isEmpty ? nil : account.facts
        elapsed = account.elapsed.map { $0.inSeconds }
        limit = account.limit
        timedOut = account.isAwaited ? true : nil
        place = account.place.map { "\($0)" }
        guard let culprit = account.culprit else { return }
        container = culprit.container
        containerID = culprit.id.isEmpty ? nil : culprit.id
        exitCode = culprit.ending?.code
        signal = culprit.ending?.signal
        outOfMemory = culprit.ending?.wasOutOfMemory == true ? true : nil
        engineError = culprit.engineError.isEmpty ? nil : culprit.engineError
        restarts = culprit.restarts > 0 ? culprit.restarts : nil
        log = culprit.log.isEmpty ? nil : culprit.log
        if !culprit.probes.isEmpty {
            probes = culprit.probes.map { Probe(exitCode: $0.exitCode, began: $0.began, output: $0.output) }
        }
    }
}

/// Services that were skipped, for programs.
struct SkipFacts: Sendable, Encodable {
    var error = true
    var message: String
    var skipped: [String]
    var reason: String

    init(_ skip: FailureStory.Skip) {
        message = "skipped: \(skip.services.joined(separator: ", ")) (\(skip.reason))"
        skipped = skip.services
        reason = skip.reason
    }
}

extension FailureStory {
    /// An object a line for every culprit and every reason to skip, without a line break at the end.
    var objects: String {
        let lines = accounts.map { JSONText.line(FailureFacts($0)) } + skips.map { JSONText.line(SkipFacts($0)) }
        return String(lines.joined().dropLast())
    }
}

extension Duration {
    /// Seconds with three decimals.
    var inSeconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds * 1000 + attoseconds / 1_000_000_000_000_000) / 1000
    }
}
