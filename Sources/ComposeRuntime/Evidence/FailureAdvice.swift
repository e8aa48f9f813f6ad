internal import ComposeModel

/// What to try after a container has failed, from what is known of it.
struct FailureAdvice: Sendable {
    /// What was waited for in vain.
    enum Complaint: Sendable, Hashable {
        case unhealthy, exited, noHealthcheck, notStarted, other
    }

    let culprit: Culprit
    /// nil where the definition is not known, as for a project that is known by its containers only.
    let service: Service?
    let complaint: Complaint

    /// Instructions, the most likely to help first.
    var lines: [String] {
        var lines = complaint == .unhealthy ? probeAdvice : []
        if let ending = culprit.ending { lines += advice(on: ending) }
        if complaint != .notStarted, complaint != .noHealthcheck {
            lines.append("see all that it has written: swiftcompose logs \(culprit.service)")
        }
        return lines
    }

    // MARK: - Endings

    private func advice(on ending: Culprit.Ending) -> [String] {
        let name = culprit.service
        if ending.wasOutOfMemory {
            let limit = service?.limits.memory ?? service?.deploy?.limits?.memory
            let now = limit.map { ", which is \(Self.size($0.bytes))" } ?? ""
            return ["give \(name) more memory: raise 'mem_limit'\(now), or make it use less"]
        }
        switch ending.code {
        case 0:
            guard complaint == .exited else { return [] }
            return [
                "keep the program of \(name) in the foreground; if it is a job that ends, "
                    + "wait for it with 'condition: service_completed_successfully'"
            ]
        case 126:
            return ["the command of \(name) cannot be executed: check its permissions, 'user' and its first line"]
        case 127: return ["the command of \(name) was not found in the image: check 'command' and 'entrypoint'"]
        case 132: return ["\(name) uses instructions that this processor does not have: try an image for 'platform'"]
        case 134: return ["\(name) gave up by itself (SIGABRT): its last lines say why"]
        case 137:
            return [
                "somebody or something killed \(name) (SIGKILL): 'docker kill', the end of a grace period, or the "
                    + "machine that ran out of memory ('dmesg' tells)"
            ]
        case 139: return ["\(name) crashed (SIGSEGV): try another version of the image"]
        case 143: return ["\(name) was asked to end (SIGTERM): something stopped it meanwhile"]
        default: return []
        }
    }

    private static func size(_ bytes: Int) -> String {
        let units: [(name: String, bytes: Int)] = [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)]
        for unit in units where bytes >= unit.bytes && bytes % unit.bytes == 0 {
            return "\(bytes / unit.bytes) \(unit.name)"
        }
        return "\(bytes) bytes"
    }
}
