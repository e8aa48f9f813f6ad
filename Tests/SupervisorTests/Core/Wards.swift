import ComposeModel
import ComposePlan
import OrderedCollections

@testable import Supervisor

/// The services that these tests have looked after.
enum Wards {
    static func service(_ name: String, _ change: (inout Service) -> Void = { _ in }) -> Service {
        var service = Service(name: name)
        service.image = "busybox"
        service.networks = ["default": nil]
        service.restart = "always"
        change(&service)
        return service
    }

    /// A service with a healthcheck.
    static func probed(_ name: String, _ change: (inout Service) -> Void = { _ in }) -> Service {
        service(name) { service in
            var healthcheck = Healthcheck()
            healthcheck.test = ["CMD", "true"]
            healthcheck.interval = .seconds(5)
            service.healthcheck = healthcheck
            change(&service)
        }
    }

    /// A service that depends on another.
    static func dependent(
        _ name: String,
        on other: String,
        _ condition: DependencyCondition = .healthy,
        restart: Bool = false,
        _ change: (inout Service) -> Void = { _ in }
    ) -> Service {
        service(name) { service in
            service.dependencies[other] = Dependency(condition: condition, restart: restart)
            change(&service)
        }
    }

    /// What stands under `x-swiftcompose`.
    static func settings(_ pairs: [(key: String, value: CanonicalValue)]) -> Extensions {
        ["x-swiftcompose": .map(pairs)]
    }

    static func map(_ pairs: (key: String, value: CanonicalValue)...) -> CanonicalValue { .map(pairs) }
}
