import ComposeModel
import OrderedCollections
import Testing

@testable import ComposePlan

/// Images that grow old, and images that are mounted.
@Suite struct ImageAgeTests {
    @Test func `windows are read as the files write them`() {
        #expect(PullWindow.seconds(of: "daily") == 86_400)
        #expect(PullWindow.seconds(of: "weekly") == 604_800)
        #expect(PullWindow.seconds(of: "every_1h30m") == 5_400)
        #expect(PullWindow.seconds(of: "every_2d") == 172_800)
        #expect(PullWindow.seconds(of: "always") == nil)
        #expect(PullWindow.seconds(of: "every_") == nil)
        #expect(PullWindow.seconds(of: nil) == nil)
    }

    private func steps(pulledAt moment: Int?, _ change: (inout ConvergeRequest) -> Void = { _ in }) -> [String] {
        var world = World(Shop.project(Shop.service("web", image: "nginx") { $0.pullPolicy = "daily" }))
        if let moment { world.tag("nginx", at: moment) }
        world.wait(until: 1_000_000)
        return world.planUp(change).steps.compactMap { (step: Step) -> String? in
            if case .pullImage = step.operation { step.description } else { nil }
        }
    }

    @Test func `an image is pulled again when its window has passed`() {
        #expect(steps(pulledAt: 1_000_000 - 86_401) == ["#1 pull image nginx (pull policy 'daily')"])
        #expect(steps(pulledAt: 1_000_000 - 86_400) == [])
        #expect(steps(pulledAt: nil) == ["#1 pull image nginx (pull policy 'daily')"])
        #expect(steps(pulledAt: 0) { $0.pullPolicy = "missing" } == [])
    }

    @Test func `an image that is mounted is fetched before the container is made`() {
        let web = Shop.service("web") { $0.mounts = [Mount(.image, source: "tools", target: "/tools")] }
        #expect(
            World(Shop.project(web)).planUp().description == """
                #1 pull image tools (not found)
                #2 create network shop_default (not found)
                #3 create container shop-web-1 (no container yet) after #2, #1
                #4 start container shop-web-1 (new) after #3
                """
        )
    }

    @Test func `a container is replaced when an image that it mounts is another one`() {
        let web = Shop.service("web") { $0.mounts = [Mount(.image, source: "tools", target: "/tools")] }
        var world = World(Shop.project(web), images: Shop.images + ["tools"])
        world.up()
        #expect(world.planUp().isEmpty, "without the label nobody knows")
        let digest = Shop.digest(of: "tools", edition: 1)
        world.change("shop-web-1") { $0.labels[ComposeLabel.imageMounts] = "/tools=\(digest)" }
        #expect(world.planUp().isEmpty)
        world.moveImage("tools", edition: 2)
        #expect(world.planUp().steps.first?.cause == .resourceChanged("mounted image"))
    }

    @Test func `the images of a project are those of services, mounts and hooks, each once`() {
        var hook = Hook()
        hook.image = "tools"
        let web = Shop.service("web") { service in
            service.mounts = [Mount(.image, source: "assets", target: "/assets")]
            service.preStart = [hook, Hook()]
        }
        let assets = Shop.service("assets", image: nil) { $0.build = Build() }
        let provided = Shop.service("db", image: nil) { $0.provider = ServiceProvider(type: "cloud") }
        let project = Shop.project(web, assets, provided)
        #expect(ProjectNames(project: "shop").images(of: project) == ["busybox", "shop-assets", "tools"])
    }
}
