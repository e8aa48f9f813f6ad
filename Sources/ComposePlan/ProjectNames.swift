package import ComposeModel

/// The names that things of a project have on the engine.
package struct ProjectNames: Sendable {
    private let project: String
    private let separator: String

    /// `isCompatible` joins names by `_`, as version 1 of the reference did (`--compatibility`).
    package init(project: String, isCompatible: Bool = false) {
        self.project = project
        separator = isCompatible ? "_" : "-"
    }

    /// `container_name`, or `project-service-number`.
    package func container(_ service: Service, number: Int) -> String {
        service.containerName ?? [project, service.name, "\(number)"].joined(separator: separator)
    }

    /// The name under which the replacement of a container is created.
    package func replacement(of container: ObservedContainer, named final: String) -> String {
        "\(container.id.prefix(12))_\(final)"
    }

    /// `image`, or `project-service` for a service that is only built.
    package func image(of service: Service) -> String {
        if let image = service.image, !image.isEmpty { return image }
        return project + separator + service.name
    }

    /// `project-service-run-slug`.
    package func oneOff(_ service: String, slug: String) -> String {
        [project, service, "run", String(slug.prefix(12))].joined(separator: separator)
    }
}
