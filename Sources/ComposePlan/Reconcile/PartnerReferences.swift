package import ComposeModel

/// References of a service to containers of other services: shared namespaces and `volumes_from`.
package enum PartnerReferences {
    /// The services whose containers must exist before one of this service can be created, in the order they are named.
    package static func services(of service: Service) -> [String] {
        var names = namespaceServices(of: service)
        for entry in service.volumesFrom where !entry.hasPrefix("container:") {
            names.append(String(entry.split(separator: ":").first ?? ""))
        }
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }

    /// The services of which a namespace is shared: they must run before one of this service can start.
    static func namespaceServices(of service: Service) -> [String] {
        [service.networkMode, service.ipc, service.pid, service.uts, service.cgroup].compactMap { target(of: $0) }
    }

    /// The service with each reference replaced by the container that `find` gives; unknown ones stay.
    package static func resolve(_ service: Service, find: (String) -> String?) -> Service {
        var service = service
        func resolved(_ mode: String?) -> String? {
            guard let name = target(of: mode), let id = find(name) else { return mode }
            return "container:\(id)"
        }
        service.networkMode = resolved(service.networkMode)
        service.ipc = resolved(service.ipc)
        service.pid = resolved(service.pid)
        service.volumesFrom = service.volumesFrom.map { entry in
            guard !entry.hasPrefix("container:"), let name = entry.split(separator: ":").first else {
                return entry.hasPrefix("container:") ? String(entry.dropFirst("container:".count)) : entry
            }
            return find(String(name)) ?? entry
        }
        return service
    }

    private static func target(of mode: String?) -> String? {
        guard let mode, mode.hasPrefix("service:") else { return nil }
        return String(mode.dropFirst("service:".count))
    }
}
