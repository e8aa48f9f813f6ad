import ComposeModel
import ComposePlan
import DockerEngine
import OrderedCollections

@testable import ComposeRuntime

/// What is needed to translate one service into the engine's words.
struct Specifying {
    var service: Service
    var project: Project
    var apiVersion = APIVersion(1, 41)
    var change: (inout ContainerSpecification.Request) -> Void = { _ in }

    init(_ name: String = "web", _ change: (inout Service) -> Void = { _ in }) {
        var service = Service(name: name)
        service.image = "nginx"
        service.networks = ["default": nil]
        change(&service)
        self.service = service
        project = Project(
            name: "shop",
            workingDirectory: "/srv/shop",
            composeFiles: ["/srv/shop/compose.yaml", "/srv/shop/extra.yaml"]
        )
        project.networks["default"] = Network(name: "shop_default")
        project.networks["back"] = Network(name: "shop_back")
        project.volumes["data"] = Volume(name: "shop_data")
    }

    /// The first replica of the service.
    func made() throws -> ContainerSpecification {
        var project = self.project
        project.services[service.name] = service
        var request = ContainerSpecification.Request(
            service: service,
            project: project,
            names: ProjectNames(project: "shop"),
            number: 1,
            containerName: "shop-\(service.name)-1"
        )
        request.imageDigest = "sha256:abc"
        request.apiVersion = apiVersion
        change(&request)
        return try ContainerSpecification.make(request)
    }
}
