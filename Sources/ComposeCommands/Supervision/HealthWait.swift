internal import ControlProtocol

/// Whether services of a project are what one waits for: ready, and with them all that they depend on.
struct HealthWait: Sendable, Equatable {
    /// As the user named them; empty is all.
    var services: [String]

    enum Verdict: Sendable, Equatable {
        case ready
        case waiting
        /// Services that will not become ready by themselves, each with why: `db has failed`.
        case failed([String])
    }

    /// What a status comes to; services that it does not have count for nothing.
    func verdict(on status: ProjectStatus) -> Verdict {
        let chosen = awaited(of: status)
        let failures = chosen.compactMap { service in
            reason(for: service, in: status, seen: []).map { "\(service.name) \($0)" }
        }
        guard failures.isEmpty else { return .failed(failures) }
        return chosen.allSatisfy { Self.isDone($0) } ? .ready : .waiting
    }

    /// The services that are waited for: where none was named, those that the user has not stopped.
    func awaited(of status: ProjectStatus) -> [ServiceStatus] {
        status.services.filter { service in
            guard services.isEmpty else { return services.contains(service.name) }
            return service.condition != .stopped && service.condition != .paused
        }
    }

    static func isDone(_ service: ServiceStatus) -> Bool {
        service.condition == .completed || (service.condition == .ready && service.isEffectivelyReady)
    }

    /// Why a service will not become ready by itself, in words behind its name; nil while it may.
    private func reason(for service: ServiceStatus, in status: ProjectStatus, seen: Set<String>) -> String? {
        switch service.condition {
        case .failed: return "has failed"
        case .stopped: return "is stopped"
        case .held:
            guard !seen.contains(service.name), let waitingFor = service.waitingFor else { return nil }
            // The words begin with the name of the dependency.
            let dependency = status.services.first { waitingFor.hasPrefix("\($0.name) ") }
            guard let dependency,
                let why = reason(for: dependency, in: status, seen: seen.union([service.name]))
            else { return nil }
            return "waits for \(dependency.name), which \(why)"
        case .ready, .starting, .unhealthy, .completed, .backingOff, .paused, .absent: return nil
        }
    }
}

extension ServiceStatus.Condition {
    /// As it is told to people: `backing off`.
    var words: String { rawValue.replacing("_", with: " ") }
}
