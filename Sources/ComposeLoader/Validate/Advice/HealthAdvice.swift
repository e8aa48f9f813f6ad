import ComposeModel
import Diagnostics
import OrderedCollections

/// Health checks that cannot do what is expected of them.
enum HealthAdvice {
    static func report(_ service: Service, in project: Project, into collector: inout DiagnosticCollector) {
        reportStartInterval(of: service, into: &collector)
        for (name, dependency) in service.dependencies {
            // Whether an image brings a healthcheck is not known here; only one that is switched off is certain.
            guard dependency.condition == .healthy, dependency.required, let other = project.services[name],
                let key = disablingKey(of: other)
            else { continue }
            collector.error(
                "service '\(service.name)' waits for '\(name)' to be healthy, which it can never become: its healthcheck is "
                    + "disabled",
                path: "services.\(service.name).depends_on.\(name)",
                at: service.locations["depends_on.\(name)"],
                notes: other.locations[key].map { [Diagnostic.Note("disabled here", at: $0)] } ?? [],
                hint: "enable the healthcheck, or wait for 'service_started'"
            )
        }
    }

    /// The key that switches the healthcheck off; nil when none does.
    private static func disablingKey(of service: Service) -> String? {
        guard let healthcheck = service.healthcheck else { return nil }
        if healthcheck.isDisabled { return "healthcheck.disable" }
        return healthcheck.test.first == "NONE" ? "healthcheck.test" : nil
    }

    /// A check without a test of its own keeps the start period of the image, which may have one.
    private static func reportStartInterval(of service: Service, into collector: inout DiagnosticCollector) {
        guard let healthcheck = service.healthcheck, disablingKey(of: service) == nil, !healthcheck.test.isEmpty,
            let interval = healthcheck.startInterval, interval != .zero,
            (healthcheck.startPeriod ?? .zero) == .zero
        else { return }
        collector.warning(
            "'healthcheck.start_interval' of service '\(service.name)' has no effect without 'start_period'",
            path: "services.\(service.name).healthcheck.start_interval",
            at: service.locations["healthcheck.start_interval"],
            hint: "say with 'start_period' how long it counts"
        )
    }
}
