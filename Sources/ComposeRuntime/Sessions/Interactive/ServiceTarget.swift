package import ComposePlan
package import DockerEngine

/// Which container of a service a command means that works on one.
package enum ServiceTarget {
    /// Chooses among containers of the project: the lowest number first, one-offs last.
    ///
    /// - `index`: the replica's number; nil takes what runs.
    package static func running(
        _ service: String,
        index: Int? = nil,
        among containers: [ObservedContainer]
    ) throws(ServiceNotRunning) -> ObservedContainer {
        let candidates = containers.filter { container in
            container.service == service && container.isThere && (index == nil || container.number == index)
        }
        let first = candidates.min { left, right in
            if left.isOneOff != right.isOneOff { return right.isOneOff }
            return (left.number, left.name) < (right.number, right.name)
        }
        guard let first else { throw ServiceNotRunning(service: service, index: index) }
        return first
    }

    /// Asks the engine for the service's containers and chooses among them.
    ///
    /// - Throws: ``ServiceNotRunning``, or the engine's error.
    package static func find(
        _ service: String,
        index: Int? = nil,
        project: String,
        engine: EngineClient
    ) async throws -> ObservedContainer {
        let filters: EngineFilters = [
            "label": [
                "\(ComposeLabel.project)=\(project)", "\(ComposeLabel.service)=\(service)", ComposeLabel.configHash,
            ]
        ]
        let containers = try await engine.listContainers(filters: filters).map { ObservedContainer($0) }
        return try running(service, index: index, among: containers)
    }
}

/// No container of the service runs, or not the one that was asked for.
package struct ServiceNotRunning: Error, Sendable, Equatable, CustomStringConvertible {
    package let service: String
    package let index: Int?

    package var description: String {
        "service \"\(service)\" is not running" + (index.map { " container #\($0)" } ?? "")
    }
}

extension ObservedContainer {
    /// Whether it has a process, be it frozen or about to be started again: the engine says itself what it cannot do then.
    fileprivate var isThere: Bool { state == .running || state == .paused || state == .restarting }
}
