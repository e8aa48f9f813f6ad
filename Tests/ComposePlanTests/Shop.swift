import ComposeModel
import OrderedCollections

@testable import ComposePlan

/// The pieces that the projects of these tests are made of.
enum Shop {
    static let images = ["busybox", "postgres", "nginx"]

    /// A service on the project's default network, with no settings of its own.
    static func service(
        _ name: String,
        image: String? = "busybox",
        _ change: (inout Service) -> Void = { _ in }
    ) -> Service {
        var service = Service(name: name)
        service.image = image
        service.networks = ["default": nil]
        change(&service)
        return service
    }

    /// A service with a healthcheck.
    static func probed(_ name: String, _ change: (inout Service) -> Void = { _ in }) -> Service {
        service(name) { service in
            var healthcheck = Healthcheck()
            healthcheck.test = ["CMD", "true"]
            service.healthcheck = healthcheck
            change(&service)
        }
    }

    /// The project `shop` with its default network.
    static func project(_ services: Service..., change: (inout Project) -> Void = { _ in }) -> Project {
        project(services, change: change)
    }

    static func project(_ services: [Service], change: (inout Project) -> Void = { _ in }) -> Project {
        var project = Project(name: "shop", workingDirectory: "/srv/shop")
        for service in services { project.services[service.name] = service }
        project.networks["default"] = Network(name: "shop_default")
        change(&project)
        return project
    }

    /// A mount of a volume of the project.
    static func volume(_ key: String, at target: String) -> Mount { Mount(.volume, source: key, target: target) }

    /// Told apart within its first twelve digits.
    static func digest(of image: String, edition: Int) -> String {
        let sum = image.utf8.reduce(0) { ($0 * 31 + Int($1)) % 1_000_000 }
        return "sha256:\(edition)" + String(repeating: "0", count: 11) + "\(sum)"
    }
}
