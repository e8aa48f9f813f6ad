package import ComposeModel
package import ComposePlan
package import DockerEngine

/// A container in the engine's words: what to send to create it, and what to do right after.
package struct ContainerSpecification: Sendable {
    /// A network that the container joins after its creation, because the engine takes only one at once.
    package struct Connection: Sendable {
        package var network: String
        package var endpoint: EndpointSettings
    }

    package var creation: ContainerCreation
    package var platform: String?
    package var laterNetworks: [Connection] = []
    /// What the service asks for and this engine cannot do.
    package var warnings: [String] = []

    /// Everything that the translation depends on.
    package struct Request: Sendable {
        /// References to other services' containers are resolved already.
        package var service: Service
        package var project: Project
        package var names: ProjectNames
        /// nil for a one-off.
        package var number: Int?
        /// The final name, which is also an alias on the networks.
        package var containerName: String
        package var imageDigest = ""
        package var imageVolumes: [String] = []
        package var inheritsFrom: ObservedContainer?
        /// The name of the container that this one takes the place of, for its label.
        package var replaces: String?
        package var apiVersion = APIVersion(1, 41)
        /// The random id of a one-off; nil for a replica.
        package var slug: String?
        /// Whether other containers find it under the service's name and aliases; replicas always, one-offs on demand.
        package var usesAliases = true

        package init(service: Service, project: Project, names: ProjectNames, number: Int?, containerName: String) {
            self.service = service
            self.project = project
            self.names = names
            self.number = number
            self.containerName = containerName
        }
    }

    /// - Throws: `StepError` when a file that the container needs cannot be read or a reference leads nowhere.
    package static func make(_ request: Request) throws -> ContainerSpecification {
        let service = request.service
        var creation = ContainerCreation(image: request.names.image(of: service))
        var warnings: [String] = []
        creation.config = config(request, &warnings)
        creation.host = try host(request)
        var specification = ContainerSpecification(creation: creation, platform: service.platform)
        specification.attachNetworks(request)
        specification.warnings = warnings
        return specification
    }

    private init(creation: ContainerCreation, platform: String?) {
        self.creation = creation
        self.platform = platform
    }
}
