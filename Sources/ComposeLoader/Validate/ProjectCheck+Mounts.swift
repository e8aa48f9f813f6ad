import ComposeModel
import Diagnostics

/// Mounts, of which each place in a container takes one.
extension ProjectCheck {
    mutating func checkMounts(of service: Service) {
        var owners: [String: String] = [:]
        for (index, entry) in service.tmpfs.enumerated() {
            let target = String(entry.prefix { $0 != ":" })
            claim(target, "tmpfs[\(index)]", for: service, among: &owners)
        }
        for (index, mount) in service.mounts.enumerated() {
            claim(mount.target, "volumes[\(index)]", for: service, among: &owners)
        }
    }

    private mutating func claim(
        _ target: String,
        _ key: String,
        for service: Service,
        among owners: inout [String: String]
    ) {
        guard let owner = owners[target] else {
            owners[target] = key
            return
        }
        report(
            "service '\(service.name)' mounts two things at '\(target)'",
            service,
            key,
            notes: service.locations[owner].map { [Diagnostic.Note("the first is here", at: $0)] } ?? [],
            hint: "remove one of them, or give it another target"
        )
    }
}
