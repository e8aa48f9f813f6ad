import ComposeModel
import ComposePlan
import OrderedCollections
import Testing

@testable import ComposeRuntime

@Suite struct OneOffServiceTests {
    private static var service: Service {
        var service = Service(name: "web")
        service.command = ["serve"]
        service.containerName = "fixed"
        service.restart = "always"
        service.ports = [Port(target: 80, published: "8080")]
        service.environment = ["A": "1", "B": nil]
        service.mounts = [Mount(.volume, source: "data", target: "/data"), Mount(.volume, target: "/tmp/x")]
        service.addedCapabilities = ["NET_ADMIN"]
        service.droppedCapabilities = ["ALL"]
        service.dependencies = ["db": Dependency()]
        return service
    }

    @Test func `what makes sense for lasting containers only is dropped`() {
        let made = OneOffService.make(Self.service, OneOffOptions())
        #expect(made.ports.isEmpty)
        #expect(made.restart == nil)
        #expect(made.containerName == nil)
        #expect(made.command == ["serve"])
        #expect(made.isInteractive)
        #expect(!made.dependencies.isEmpty)
    }

    @Test func `another entrypoint clears the command, unless there is another one too`() {
        var options = OneOffOptions()
        options.entrypoint = ["sh", "-c"]
        #expect(OneOffService.make(Self.service, options).command == [])
        options.command = ["ls"]
        #expect(OneOffService.make(Self.service, options).command == ["ls"])
        #expect(OneOffService.make(Self.service, options).entrypoint == ["sh", "-c"])
    }

    @Test func `the user's words go over the service's`() {
        var options = OneOffOptions()
        options.environment = [("A", "2"), ("C", nil), ("D", "")]
        options.mounts = [Mount(.bind, source: "/here", target: "/data")]
        options.droppedCapabilities = ["NET_ADMIN"]
        options.addedCapabilities = ["SYS_PTRACE"]
        options.ports = [Port(target: 90)]
        options.publishesServicePorts = true
        let made = OneOffService.make(Self.service, options)
        #expect(made.environment == ["A": "2", "B": nil, "D": ""])
        #expect(made.mounts.map(\.target) == ["/tmp/x", "/data"])
        #expect(made.mounts.map(\.kind) == [.volume, .bind])
        #expect(made.addedCapabilities == ["SYS_PTRACE"])
        #expect(made.droppedCapabilities == ["ALL", "NET_ADMIN"])
        #expect(made.ports.map(\.target) == [80, 90])
    }

    @Test func `the project keeps what the service needs, and the rest does not become an orphan`() {
        var project = Project(name: "shop", workingDirectory: "/")
        var db = Service(name: "db")
        db.dependencies = ["disk": Dependency()]
        for service in [Self.service, db, Service(name: "disk"), Service(name: "mail")] {
            project.services[service.name] = service
        }
        let narrowed = OneOffService.narrow(project, to: Self.service)
        #expect(Array(narrowed.services.keys) == ["web", "db", "disk"])
        #expect(narrowed.anyService(named: "mail") != nil)

        var options = OneOffOptions()
        options.ignoresDependencies = true
        let alone = OneOffService.narrow(project, to: OneOffService.make(Self.service, options))
        #expect(Array(alone.services.keys) == ["web"])
    }

    @Test func `slugs are 64 hexadecimal digits, never the same`() {
        let slug = OneOffService.slug()
        #expect(slug.count == 64)
        #expect(slug.allSatisfy { $0.isHexDigit })
        #expect(slug != OneOffService.slug())
    }
}

@Suite struct ServiceTargetTests {
    private static func container(
        _ number: Int,
        _ state: ObservedContainer.State = .running,
        isOneOff: Bool = false
    ) -> ObservedContainer {
        var container = ObservedContainer(
            id: "\(number)",
            name: "web-\(number)",
            service: "web",
            number: number,
            state: state
        )
        container.isOneOff = isOneOff
        return container
    }

    @Test func `the lowest running number is meant, one-offs last`() throws {
        let containers = [
            Self.container(0, isOneOff: true), Self.container(3), Self.container(2), Self.container(1, .exited),
        ]
        #expect(try ServiceTarget.running("web", among: containers).number == 2)
        #expect(try ServiceTarget.running("web", among: [containers[0]]).isOneOff)
    }

    @Test func `a number that does not run is refused by name`() {
        let containers = [Self.container(1, .exited), Self.container(2)]
        #expect(throws: ServiceNotRunning(service: "web", index: 1)) {
            try ServiceTarget.running("web", index: 1, among: containers)
        }
        #expect(
            ServiceNotRunning(service: "web", index: 1).description == "service \"web\" is not running container #1"
        )
        #expect(ServiceNotRunning(service: "web", index: nil).description == "service \"web\" is not running")
    }
}
