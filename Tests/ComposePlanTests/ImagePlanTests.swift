import ComposeModel
import Diagnostics
import OrderedCollections
import Testing

@testable import ComposePlan

/// When an image is pulled or built, and when that is nobody's business any more.
@Suite struct ImagePlanTests {
    /// The image step of a service that has no container yet; nil when it has none.
    private func imageStep(
        image: String? = "nginx",
        builds: Bool = false,
        policy: String? = nil,
        isPresent: Bool,
        _ change: (inout ConvergeRequest) -> Void = { _ in }
    ) -> String? {
        let service = Shop.service("web", image: image) { service in
            service.pullPolicy = policy
            if builds { service.build = Build() }
        }
        let plan = World(Shop.project(service), images: isPresent ? [image ?? "shop-web"] : []).planUp(change)
        if let problem = plan.problems.first { return "problem: \(problem.message)" }
        let step = plan.steps.first { (step: Step) -> Bool in
            switch step.operation {
            case .pullImage, .buildImage: true
            default: false
            }
        }
        return step.map { "\($0.operation) (\($0.cause))" }
    }

    @Test func `an image that is there is used`() {
        #expect(imageStep(isPresent: true) == nil)
        #expect(imageStep(policy: "missing", isPresent: true) == nil)
        #expect(imageStep(policy: "if_not_present", isPresent: true) == nil)
        #expect(imageStep(policy: "never", isPresent: true) == nil)
        #expect(imageStep(image: nil, builds: true, isPresent: true) == nil)
    }

    @Test func `an image that is absent is pulled, or built where there is nothing to pull`() {
        #expect(imageStep(isPresent: false) == "pull image nginx (not found)")
        #expect(imageStep(builds: true, isPresent: false) == "pull image nginx (not found)")
        #expect(imageStep(image: nil, builds: true, isPresent: false) == "build image shop-web (not found)")
        #expect(imageStep(builds: true, policy: "never", isPresent: false) == "build image nginx (not found)")
    }

    @Test func `policies act on an image that is there`() {
        #expect(imageStep(policy: "always", isPresent: true) == "pull image nginx (pull policy 'always')")
        #expect(imageStep(builds: true, policy: "build", isPresent: true) == "build image nginx (pull policy 'build')")
    }

    @Test func `flags stand above what the file says`() {
        #expect(
            imageStep(policy: "never", isPresent: true) { $0.pullPolicy = "always" }
                == "pull image nginx (pull policy 'always')"
        )
        #expect(imageStep(builds: true, isPresent: true) { $0.build = .always } == "build image nginx (--build)")
        #expect(imageStep(isPresent: true) { $0.build = .always } == nil)
        #expect(imageStep(builds: true, policy: "build", isPresent: true) { $0.build = .never } == nil)
    }

    @Test func `an image that may not be fetched is a problem that names image and service`() {
        #expect(
            imageStep(policy: "never", isPresent: false)
                == "problem: image 'nginx' of service 'web' is not on the engine, and its pull policy is 'never'"
        )
        #expect(
            imageStep(image: nil, builds: true, isPresent: false) { $0.build = .never }
                == "problem: image 'shop-web' of service 'web' is not on the engine, and building is switched off by "
                + "--no-build"
        )
    }

    @Test func `what else stands in the way is told along with an image that cannot be had`() {
        var project = Shop.project(Shop.service("web") { $0.pullPolicy = "never" })
        project.volumes["archive"] = Volume(name: "archive")
        project.volumes["archive"]?.isExternal = true
        #expect(World(project, images: []).planUp().problems.count == 2)
    }

    @Test func `services that share an image share its step`() throws {
        let plan = World(Shop.project(Shop.service("web"), Shop.service("worker")), images: []).planUp()
        let needs = plan.steps.compactMap { (step: Step) -> ImageNeed? in
            if case .pullImage(let need) = step.operation { need } else { nil }
        }
        #expect(needs.count == 1)
        #expect(try #require(needs.first).services == ["web", "worker"])
        #expect(plan.steps.filter { $0.creation != nil }.allSatisfy { $0.dependencies.contains(Step.ID(number: 1)) })
    }

    @Test func `a pull that fails may be followed by a build where there is something to build`() throws {
        let service = Shop.service("web") { $0.build = Build() }
        let plan = World(Shop.project(service), images: []).planUp()
        guard case .pullImage(let need) = try #require(plan.steps.first).operation else {
            Issue.record("the first step is \(plan.steps[0])")
            return
        }
        #expect(need.isBuildable)
    }

    @Test func `an image that one service can build is come by in its way for all that use it`() throws {
        let migrate = Shop.service("migrate", image: "shop/app")
        func project(image: String?) -> Project {
            let app = Shop.service("app", image: image) { service in
                service.build = Build()
                service.dependencies["migrate"] = Dependency(condition: .completedSuccessfully)
            }
            return Shop.project(app, image == nil ? Shop.service("migrate", image: "shop-app") : migrate)
        }
        let world = World(project(image: "shop/app"), images: [])
        guard case .pullImage(let need) = try #require(world.planUp().steps.first).operation else {
            Issue.record("the first step is \(world.planUp().steps[0])")
            return
        }
        #expect(need.service == "app")
        #expect(need.isBuildable)
        #expect(world.planUp { $0.build = .always }.steps.first?.description == "#1 build image shop/app (--build)")
        let offline = world.planUp { request in
            request.build = .never
            request.pullPolicy = "never"
        }
        #expect(offline.problems.map(\.path) == ["services.app.image", "services.migrate.image"])

        let unnamed = World(project(image: nil), images: []).planUp()
        #expect(unnamed.steps.first?.description == "#1 build image shop-app (not found)")
        #expect(unnamed.problems == [])
    }

    // MARK: - Before it can be told which containers stay

    @Test func `images of services that have containers come first`() {
        let web = Shop.service("web", image: "nginx") { $0.pullPolicy = "always" }
        let new = Shop.service("new", image: "postgres") { $0.pullPolicy = "always" }
        var world = World.running(Shop.project(web))
        world.project.services["new"] = new
        let reconciler = Reconciler(
            project: world.project,
            observed: world.state,
            names: ProjectNames(project: "shop")
        )
        #expect(
            reconciler.imagePrelude(ConvergeRequest()).description == "#1 pull image nginx (pull policy 'always')"
        )

        let plan = world.planUp { $0.freshImages = ["nginx"] }
        #expect(
            plan.description == """
                #1 pull image postgres (pull policy 'always')
                #2 create container shop-new-1 (no container yet) after #1
                #3 start container shop-new-1 (new) after #2
                """
        )
    }
}
