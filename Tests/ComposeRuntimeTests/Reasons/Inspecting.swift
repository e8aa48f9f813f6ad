import ComposeModel
import ComposePlan
import DockerEngine
import OrderedCollections

@testable import ComposeRuntime

/// A container that was made from one definition, seen beside the definition that is wanted now.
struct Inspecting {
    var project: Project
    /// Of the image that the container was made from.
    var image: InspectedConfig? = Inspecting.nginx
    /// What happened to the container on the way.
    var change: (inout ContainerInspection) -> Void = { _ in }

    init() {
        project = Project(name: "shop", workingDirectory: "/srv/shop", composeFiles: ["/srv/shop/compose.yaml"])
        project.networks["default"] = Network(name: "shop_default")
        project.networks["back"] = Network(name: "shop_back")
        project.volumes["data"] = Volume(name: "shop_data")
    }

    static let nginx: InspectedConfig = {
        var image = InspectedConfig()
        image.environment = ["PATH=/bin", "VERSION=1"]
        image.command = ["nginx", "-g", "daemon off;"]
        image.entrypoint = ["/entrypoint.sh"]
        image.labels = ["maintainer": "somebody"]
        image.exposedPorts = ["80/tcp"]
        image.volumes = ["/cache"]
        image.stopSignal = "SIGQUIT"
        image.workingDirectory = "/"
        return image
    }()

    private func service(_ change: (inout Service) -> Void) -> Service {
        var service = Service(name: "web")
        service.image = "nginx"
        service.networks = ["default": nil]
        change(&service)
        return service
    }

    private func request(_ service: Service) -> ContainerSpecification.Request {
        var project = self.project
        project.services["web"] = service
        var request = ContainerSpecification.Request(
            service: service,
            project: project,
            names: ProjectNames(project: "shop"),
            number: 1,
            containerName: ProjectNames(project: "shop").container(service, number: 1)
        )
        request.apiVersion = APIVersion(1, 44)
        return request
    }

    /// What is told of a container of the one service, in whose place one of the other is wanted.
    func changes(from old: (inout Service) -> Void = { _ in }, to new: (inout Service) -> Void) throws -> [String] {
        let (before, after) = (request(service(old)), request(service(new)))
        var container = Self.inspection(of: try ContainerSpecification.make(before), named: before.containerName)
        change(&container)
        let wanted = try ContainerSpecification.make(after)
        return InspectedDifferences(container, image, wanted, after).changes.map(\.description)
    }

    // MARK: - What the engine does

    /// The container as an engine shows it, which fills in what the image and its own settings say.
    private static func inspection(of specification: ContainerSpecification, named name: String) -> ContainerInspection
    {
        let (config, host) = (specification.creation.config, specification.creation.host)
        var container = ContainerInspection()
        container.id = String(repeating: "c1", count: 32)
        container.name = name
        container.config.image = config.image
        container.config.hostname = config.hostname ?? String(container.id.prefix(12))
        container.config.user = config.user ?? nginx.user
        container.config.hasTerminal = config.hasTerminal
        container.config.workingDirectory = config.workingDirectory ?? nginx.workingDirectory
        container.config.stopSignal = config.stopSignal ?? nginx.stopSignal
        container.config.stopTimeout = config.stopTimeout
        container.config.command = config.command ?? (config.entrypoint == nil ? nginx.command : nil)
        container.config.entrypoint = config.entrypoint ?? nginx.entrypoint
        container.config.labels = nginx.labels.merging(config.labels) { _, own in own }
        container.config.exposedPorts = config.exposedPorts + nginx.exposedPorts
        container.config.healthcheck = config.healthcheck
        let named = Set(config.environment.map { $0.split(separator: "=")[0] })
        container.config.environment =
            config.environment.filter { $0.contains("=") }
            + nginx.environment.filter { !named.contains($0.split(separator: "=")[0]) }
        inspect(host, into: &container.host)
        mount(host, into: &container)
        for (network, endpoint) in specification.creation.endpoints {
            var place = NetworkEndpoint()
            place.aliases = endpoint.aliases + [String(container.id.prefix(12))]
            place.ipam = endpoint.ipam
            container.networks[network] = place
        }
        return container
    }

    private static func inspect(_ host: HostConfig, into made: inout InspectedHostConfig) {
        made.networkMode = host.networkMode ?? "default"
        made.portBindings = host.portBindings
        made.restartPolicy = host.restartPolicy ?? RestartPolicy(name: "no")
        made.isPrivileged = host.isPrivileged
        made.hasReadOnlyRoot = host.hasReadOnlyRoot
        made.addedCapabilities = host.addedCapabilities.map { "CAP_\($0)" }
        made.securityOptions = host.securityOptions + (host.isPrivileged ? ["label=disable"] : [])
        made.extraHosts = host.extraHosts
        made.sysctls = host.sysctls
        made.tmpfs = host.tmpfs
        made.logDriver = host.logConfig?.type ?? "json-file"
        made.logOptions = (host.logConfig?.options ?? [:]).merging(["max-size": "10m"]) { own, _ in own }
        made.runtime = "runc"
        made.ipcMode = "private"
        made.cgroupNamespaceMode = "private"
        made.sharedMemorySize = host.sharedMemorySize ?? 1 << 26
        made.resources.memory = host.resources.memory ?? 0
        made.resources.nanoCPUs = host.resources.nanoCPUs ?? 0
        made.resources.pidsLimit = host.resources.pidsLimit ?? -1
        made.resources.ulimits = host.resources.ulimits + [DockerEngine.Ulimit(name: "core", soft: 0, hard: 0)]
    }

    private static func mount(_ host: HostConfig, into container: inout ContainerInspection) {
        var points: [MountPoint] = []
        for bind in host.binds {
            let parts = bind.split(separator: ":").map(String.init)
            var point = MountPoint()
            point.type = parts[0].hasPrefix("/") ? "bind" : "volume"
            point.name = point.type == "volume" ? parts[0] : nil
            point.source = point.type == "volume" ? "/var/lib/docker/volumes/\(parts[0])/_data" : parts[0]
            point.destination = parts[1]
            point.isWritable = parts[2] != "ro"
            points.append(point)
        }
        for path in nginx.volumes + host.mounts.filter({ $0.type == "volume" }).map(\.target) {
            var point = MountPoint()
            point.type = "volume"
            point.name = String(repeating: "0f", count: 32)
            point.destination = path
            point.isWritable = true
            points.append(point)
        }
        container.mounts = points
    }
}
