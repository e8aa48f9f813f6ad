import ComposeModel
import Diagnostics
import OrderedCollections
import Testing

@testable import ComposePlan

/// Waits that can never end well are told before anything starts; what is not certain is not told.
@Suite struct GraphFeasibilityTests {
    /// The plan of `up` for `app` that depends on `db`, on an engine that has both images.
    private func planned(
        _ condition: DependencyCondition,
        required: Bool = true,
        timeout: Duration? = nil,
        imageHasHealthcheck: Bool? = nil,
        db change: (inout Service) -> Void = { _ in },
        state edit: (inout ObservedState) -> Void = { _ in },
        request: (inout ConvergeRequest) -> Void = { _ in }
    ) -> Plan {
        let app = Shop.service("app") { app in
            var dependency = Dependency(condition: condition, required: required)
            dependency.timeout = timeout
            app.dependencies["db"] = dependency
            app.locations["depends_on.db"] = Diagnostics.SourceLocation(file: "compose.yaml", line: 5, column: 7)
        }
        let db = Shop.service("db", image: "postgres") { db in
            db.locations["restart"] = Diagnostics.SourceLocation(file: "compose.yaml", line: 9, column: 5)
            change(&db)
        }
        var state = ObservedState()
        state.images["busybox"] = ObservedImage(digest: "sha256:b")
        var image = ObservedImage(digest: "sha256:a")
        image.hasHealthcheck = imageHasHealthcheck
        state.images["postgres"] = image
        edit(&state)
        var converge = ConvergeRequest()
        request(&converge)
        let reconciler = Reconciler(
            project: Shop.project(app, db),
            observed: state,
            names: ProjectNames(project: "shop")
        )
        return reconciler.plan(.converge(converge))
    }

    @Test func `health that neither the file nor the image can tell is refused with its place`() throws {
        let plan = planned(.healthy, imageHasHealthcheck: false)
        let problem = try #require(plan.problems.first)
        #expect(plan.problems.count == 1)
        #expect(
            problem.message
                == "service 'app' waits for 'db' to be healthy, which it can never become: "
                + "neither the file nor its image 'postgres' has a healthcheck"
        )
        #expect(problem.severity == .error)
        #expect(problem.location?.line == 5)
        #expect(problem.path == "services.app.depends_on.db")
        #expect(problem.hint == "give 'db' a healthcheck, or wait for 'service_started'")
    }

    @Test func `what is not known of an image is not held against it`() {
        #expect(planned(.healthy, imageHasHealthcheck: nil).problems.isEmpty)
        #expect(planned(.healthy, imageHasHealthcheck: true).problems.isEmpty)
        #expect(planned(.healthy, state: { $0.images["postgres"] = nil }).problems.isEmpty)
    }

    @Test func `an image that this run may bring anew may have a healthcheck then`() {
        let build: (inout Service) -> Void = { $0.build = Build() }
        #expect(planned(.healthy, imageHasHealthcheck: false, db: build).problems.isEmpty)
        #expect(planned(.healthy, imageHasHealthcheck: false, db: { $0.pullPolicy = "always" }).problems.isEmpty)
        #expect(planned(.healthy, imageHasHealthcheck: false, request: { $0.pullPolicy = "always" }).problems.isEmpty)
        let fresh = planned(
            .healthy,
            imageHasHealthcheck: false,
            db: { $0.pullPolicy = "always" },
            request: { $0.freshImages = ["postgres"] }
        )
        #expect(fresh.problems.count == 1)
    }

    @Test func `a test of the file's own needs none in the image`() {
        let probed: (inout Service) -> Void = { db in
            var healthcheck = Healthcheck()
            healthcheck.test = ["CMD", "true"]
            db.healthcheck = healthcheck
        }
        #expect(planned(.healthy, imageHasHealthcheck: false, db: probed).problems.isEmpty)
        let paced: (inout Service) -> Void = { db in
            var healthcheck = Healthcheck()
            healthcheck.interval = .seconds(1)
            db.healthcheck = healthcheck
        }
        #expect(planned(.healthy, imageHasHealthcheck: false, db: paced).problems.count == 1)
    }

    @Test func `a healthcheck that is switched off is told, too`() throws {
        let disabled: (inout Service) -> Void = { db in
            var healthcheck = Healthcheck()
            healthcheck.isDisabled = true
            db.healthcheck = healthcheck
        }
        let problem = try #require(planned(.healthy, db: disabled).problems.first)
        #expect(problem.message.hasSuffix("which it can never become: its healthcheck is disabled"))
    }

    @Test func `what is not required is a warning`() throws {
        let plan = planned(.healthy, required: false, imageHasHealthcheck: false)
        #expect(plan.problems.isEmpty)
        #expect(plan.warnings.map(\.severity) == [.warning])
        #expect(!plan.isEmpty)
    }

    @Test(arguments: ["always", "unless-stopped"])
    func `what the engine starts again whenever it ends never completes`(restart: String) throws {
        let problem = try #require(planned(.completedSuccessfully, db: { $0.restart = restart }).problems.first)
        #expect(
            problem.message
                == "service 'app' waits for 'db' to complete, which it never does: "
                + "the engine starts it again whenever it ends"
        )
        #expect(problem.notes.map(\.location.line) == [9])
    }

    @Test func `what is restarted only when it fails may complete`() {
        #expect(planned(.completedSuccessfully, db: { $0.restart = "on-failure:3" }).problems.isEmpty)
        #expect(planned(.completedSuccessfully).problems.isEmpty)
        let swarm: (inout Service) -> Void = { db in
            db.restart = "no"
            var deploy = Deploy()
            deploy.restartPolicy = Deploy.RestartPolicy()
            db.deploy = deploy
        }
        #expect(planned(.completedSuccessfully, db: swarm).problems.count == 1, "the deploy section's policy wins")
    }

    @Test func `a service without containers is not waited for, which is worth a warning`() throws {
        let plan = planned(.healthy, db: { $0.scale = 0 })
        #expect(plan.problems.isEmpty)
        #expect(
            plan.warnings.map(\.message) == [
                "service 'app' waits for 'db', which has no containers: it is scaled to 0, and not waited for"
            ]
        )
        #expect(planned(.started, db: { $0.scale = 0 }).warnings.isEmpty)
    }

    @Test func `nothing is told where nothing is waited for`() {
        #expect(
            planned(.healthy, imageHasHealthcheck: false, request: { $0.ignoresDependencies = true }).problems.isEmpty
        )
        #expect(planned(.healthy, imageHasHealthcheck: false, request: { $0.starts = false }).problems.isEmpty)
    }

    @Test func `a container that is kept may know better than the files`() {
        let kept: (inout ObservedState) -> Void = { state in
            state.containers = [
                ObservedContainer(id: "a1", name: "shop-db-1", service: "db", number: 1, state: .running)
            ]
        }
        let plan = planned(.healthy, imageHasHealthcheck: false, state: kept, request: { $0.recreate = .never })
        #expect(plan.problems.isEmpty)
    }

    // MARK: - Timeouts

    @Test func `a timeout on a start has no effect`() {
        let plan = planned(.started, timeout: .seconds(5))
        #expect(
            plan.warnings.map(\.message) == [
                "'x-timeout' of dependency 'db' of service 'app' has no effect: a start is not waited for"
            ]
        )
    }

    @Test func `a timeout that is over before the first probe is told`() {
        func warnings(_ timeout: Duration, _ change: (inout Healthcheck) -> Void = { _ in }) -> [String] {
            let probed: (inout Service) -> Void = { db in
                var healthcheck = Healthcheck()
                healthcheck.test = ["CMD", "true"]
                healthcheck.interval = .seconds(30)
                change(&healthcheck)
                db.healthcheck = healthcheck
            }
            return planned(.healthy, timeout: timeout, db: probed).warnings.map(\.message)
        }
        #expect(
            warnings(.seconds(10)) == [
                "'x-timeout' of dependency 'db' of service 'app' is 10s, but the first probe comes 30s after the start"
            ]
        )
        #expect(warnings(.seconds(30)) == [])
        #expect(warnings(.seconds(10)) { $0.startPeriod = .seconds(60) } == [], "engines probe every 5 s then")
        #expect(warnings(.seconds(10)) { $0.interval = nil } == [], "the image may say how often")
    }
}
