package import ComposeModel
package import Diagnostics
import Glibc
import OrderedCollections

extension Project {
    /// The project with only the named services enabled, and what they depend on if that is wanted.
    ///
    /// The others become disabled, and dependencies on them are dropped. Without names nothing changes.
    ///
    /// - Parameters:
    ///   - names: services or patterns such as `web*`, each of which must mean an enabled service.
    ///   - includesDependencies: whether what the services depend on, directly or not, stays enabled.
    /// - Returns: a project that is consistent if this one is.
    /// - Throws: every name that means no enabled service, and every required dependency that is not enabled.
    package func selecting(
        services names: [String],
        includingDependencies includesDependencies: Bool
    ) throws(DiagnosticsError) -> Project {
        guard !names.isEmpty else { return self }
        var collector = DiagnosticCollector()
        var pending = targets(names, into: &collector)
        var selected: Set<String> = []
        while let name = pending.popLast() {
            guard selected.insert(name).inserted, includesDependencies, let service = services[name] else { continue }
            for (dependency, terms) in service.dependencies {
                if services[dependency] != nil {
                    pending.append(dependency)
                } else if terms.required {
                    reportMissing(dependency, neededBy: service, into: &collector)
                }
            }
        }
        try collector.throwIfErrors()
        return keeping(selected)
    }

    /// The enabled services that names and patterns mean.
    private func targets(_ names: [String], into collector: inout DiagnosticCollector) -> [String] {
        var targets: [String] = []
        for name in names {
            if services[name] != nil {
                targets.append(name)
                continue
            }
            let matching: [String] = services.keys.filter { Self.matches($0, pattern: name) }
            if matching.isEmpty { reportUnknown(name, into: &collector) }
            targets += matching
        }
        return targets
    }

    private static func matches(_ name: String, pattern: String) -> Bool {
        guard pattern.contains(where: { $0 == "*" || $0 == "?" || $0 == "[" }) else { return false }
        return fnmatch(pattern, name, 0) == 0
    }

    private func reportUnknown(_ name: String, into collector: inout DiagnosticCollector) {
        if let disabled = disabledServices[name] {
            collector.error(
                "no such service: \(name)",
                notes: disabled.locations[""].map { [Diagnostic.Note("'\(name)' is defined here", at: $0)] } ?? [],
                hint: disabled.profiles.first.map { "enable it with --profile \($0)" }
            )
        } else {
            let near = nearestName(to: name, among: Array(services.keys) + Array(disabledServices.keys))
            collector.error("no such service: \(name)", hint: near.map { "did you mean '\($0)'?" })
        }
    }

    private func reportMissing(_ name: String, neededBy service: Service, into collector: inout DiagnosticCollector) {
        let profile = disabledServices[name]?.profiles.first
        collector.error(
            "service '\(service.name)' depends on '\(name)', which is not enabled",
            path: "services.\(service.name).depends_on.\(name)",
            at: service.locations["depends_on.\(name)"],
            hint: profile.map { "enable it with --profile \($0), or write 'required: false'" }
        )
    }

    private func keeping(_ selected: Set<String>) -> Project {
        var narrowed = self
        narrowed.services = [:]
        for (name, service) in services {
            guard selected.contains(name) else {
                narrowed.disabledServices[name] = service
                continue
            }
            var service = service
            service.dependencies = service.dependencies.filter { selected.contains($0.key) }
            narrowed.services[name] = service
        }
        return narrowed
    }
}
