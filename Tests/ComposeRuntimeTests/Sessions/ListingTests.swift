import ComposePlan
import DockerEngine
import Testing

@testable import ComposeRuntime

@Suite struct PortTextTests {
    private static func port(_ address: String?, _ host: Int?, _ container: Int, _ proto: String = "tcp")
        -> PublishedPort
    {
        var port = PublishedPort()
        port.hostAddress = address
        port.hostPort = host
        port.containerPort = container
        port.proto = proto
        return port
    }

    @Test func `a port is shown on each address`() {
        let ports = [Self.port("::", 8000, 8000), Self.port("0.0.0.0", 8000, 8000)]
        #expect(PortText.of(ports) == "0.0.0.0:8000->8000/tcp, [::]:8000->8000/tcp")
    }

    @Test func `a port under another number is shown alone`() {
        let ports = [Self.port("0.0.0.0", 8080, 80), Self.port(nil, nil, 443)]
        #expect(PortText.of(ports) == "443/tcp, 0.0.0.0:8080->80/tcp")
    }

    @Test func `neighbours are drawn together, and a gap begins anew`() {
        let ports = [8002, 8000, 8001, 8005].map { Self.port("0.0.0.0", $0, $0) } + [Self.port(nil, nil, 53, "udp")]
        #expect(PortText.of(ports) == "0.0.0.0:8000-8002->8000-8002/tcp, 53/udp, 0.0.0.0:8005->8005/tcp")
    }

    @Test func `protocols are kept apart`() {
        let ports = [Self.port("0.0.0.0", 53, 53, "udp"), Self.port("0.0.0.0", 53, 53)]
        #expect(PortText.of(ports) == "0.0.0.0:53->53/tcp, 0.0.0.0:53->53/udp")
    }
}

@Suite struct ContainerListingTests {
    private static func summary(_ name: String) -> ContainerSummary {
        var summary = ContainerSummary()
        summary.id = "0123456789abcdef"
        summary.names = ["/\(name)", "/other/alias"]
        summary.image = "nginx"
        summary.command = "/bin/sh -c 'echo \"hello\"'"
        summary.created = 1_699_999_940
        summary.state = .exited
        summary.status = "Exited (3) 5 seconds ago"
        summary.labels = [ComposeLabel.project: "shop", ComposeLabel.service: "web", "a": "b"]
        var volume = MountPoint()
        volume.type = "volume"
        volume.name = "shop_data"
        volume.driver = "local"
        var bind = MountPoint()
        bind.type = "bind"
        bind.source = "/a/rather/long/path"
        summary.mounts = [volume, bind]
        return summary
    }

    private static func listing(isWhole: Bool) -> ContainerListing {
        var listing = ContainerListing(isWhole: isWhole) { "\($0.components.seconds) seconds" }
        listing.now = 1_700_000_000_000_000_000
        return listing
    }

    @Test func `fields come from the list alone`() throws {
        let listed = try #require(Self.listing(isWhole: false).list([Self.summary("shop-web-1")]).first)
        #expect(listed.name == "shop-web-1")
        #expect(listed.names == "shop-web-1,other/alias")
        #expect(listed.id == "0123456789ab")
        #expect(listed.fullID == "0123456789abcdef")
        #expect(listed.command == "\"/bin/sh -c 'echo \\\"h…\"")
        #expect(listed.exitCode == 3)
        #expect(listed.health == "")
        #expect(listed.labels.hasPrefix("a=b,"))
        #expect(listed.localVolumes == "1")
        #expect(listed.mounts == "shop_data,/a/rather/long…")
        #expect(listed.runningFor == "60 seconds ago")
        #expect(listed.project == "shop")
        #expect(listed.service == "web")
        #expect(listed.state == "exited")
    }

    @Test func `nothing is cut when asked`() throws {
        let listed = try #require(Self.listing(isWhole: true).list([Self.summary("shop-web-1")]).first)
        #expect(listed.id == "0123456789abcdef")
        #expect(listed.command == "\"/bin/sh -c 'echo \\\"hello\\\"'\"")
        #expect(listed.mounts == "shop_data,/a/rather/long/path")
    }

    @Test func `containers are sorted by name`() {
        let listed = Self.listing(isWhole: false).list([Self.summary("b"), Self.summary("a")])
        #expect(listed.map(\.name) == ["a", "b"])
    }
}

@Suite struct ProjectListingTests {
    private static func container(
        _ project: String,
        _ state: ObservedContainer.State,
        files: String? = nil
    ) -> ObservedContainer {
        var container = ObservedContainer(id: "1", name: "x", service: "web", number: 1, state: state)
        container.labels[ComposeLabel.project] = project
        container.labels[ComposeLabel.configFiles] = files
        return container
    }

    @Test func `a project has its states by name, and each file once`() {
        let projects = ProjectListing.of([
            Self.container("shop", .running, files: "/a/compose.yaml"),
            Self.container("blog", .running),
            Self.container("shop", .exited, files: "/a/compose.yaml,/a/more.yaml"),
            Self.container("shop", .running, files: "/a/compose.yaml"),
        ])
        #expect(
            projects == [
                ListedProject(name: "blog", status: "running(1)", configFiles: "N/A"),
                ListedProject(
                    name: "shop",
                    status: "exited(1), running(2)",
                    configFiles: "/a/compose.yaml,/a/more.yaml"
                ),
            ]
        )
    }
}
