import ComposeModel
import ComposePlan
import OrderedCollections
import Testing

@testable import ComposeRuntime

/// Images are asked for their healthcheck only where it decides something.
@Suite struct ImageHealthcheckTests {
    private func project(_ condition: DependencyCondition, _ change: (inout Service) -> Void = { _ in }) -> Project {
        var app = Service(name: "app")
        app.image = "busybox"
        app.dependencies["db"] = Dependency(condition: condition)
        var db = Service(name: "db")
        db.image = "postgres"
        change(&db)
        var project = Project(name: "shop", workingDirectory: "/srv/shop")
        project.services["app"] = app
        project.services["db"] = db
        return project
    }

    private func state(_ change: (inout ObservedState) -> Void = { _ in }) -> ObservedState {
        var state = ObservedState()
        for image in ["busybox", "postgres", "shop-db", "shop_db"] {
            state.images[image] = ObservedImage(digest: "sha256:\(image)")
        }
        change(&state)
        return state
    }

    @Test func `the image of a service that is waited for to be healthy is asked`() {
        let wanted = ProjectObserver.doubtfulImages(of: project(.healthy), in: state())
        #expect(wanted == ["postgres": "sha256:postgres"])
    }

    @Test func `no image is asked where the answer changes nothing`() {
        #expect(ProjectObserver.doubtfulImages(of: project(.started), in: state()).isEmpty)
        let absent = state { $0.images["postgres"] = nil }
        #expect(ProjectObserver.doubtfulImages(of: project(.healthy), in: absent).isEmpty)
        let probed = project(.healthy) { db in
            var healthcheck = Healthcheck()
            healthcheck.test = ["CMD", "true"]
            db.healthcheck = healthcheck
        }
        #expect(ProjectObserver.doubtfulImages(of: probed, in: state()).isEmpty)
    }

    @Test func `a container of the same image that is probed is answer enough`() {
        var container = ObservedContainer(id: "a1", name: "shop-db-1", service: "db", number: 1, state: .running)
        container.health = .healthy
        container.labels[ComposeLabel.image] = "sha256:postgres"
        let same = state { $0.containers = [container] }
        #expect(ProjectObserver.doubtfulImages(of: project(.healthy), in: same).isEmpty)
        container.labels[ComposeLabel.image] = "sha256:older"
        let other = state { $0.containers = [container] }
        #expect(!ProjectObserver.doubtfulImages(of: project(.healthy), in: other).isEmpty)
    }

    @Test func `a built image is known by either of its names`() {
        let built = project(.healthy) { db in
            db.image = nil
            db.build = Build()
        }
        #expect(ProjectObserver.doubtfulImages(of: built, in: state()) == ["shop-db": "sha256:shop-db"])
        let compatible = state { $0.images["shop-db"] = nil }
        #expect(ProjectObserver.doubtfulImages(of: built, in: compatible) == ["shop_db": "sha256:shop_db"])
    }
}
