import ComposeModel
import ComposePlan
import OrderedCollections
import Testing

@Suite struct LabelledProjectTests {
    private func container(_ service: String, _ number: Int, labels: [String: String] = [:]) -> ObservedContainer {
        var container = ObservedContainer(
            id: "\(service)\(number)",
            name: "shop-\(service)-\(number)",
            service: service,
            number: number,
            state: .running
        )
        container.image = "\(service):1"
        container.labels = labels
        return container
    }

    private func observed() -> ObservedState {
        var state = ObservedState()
        let labels = [
            ComposeLabel.dependencies: "db:service_healthy:false,cache:service_started:true,gone:service_started:false",
            ComposeLabel.workingDirectory: "/srv/shop",
            ComposeLabel.configFiles: "/srv/shop/a.yaml,/srv/shop/b.yaml",
        ]
        var oneOff = container("task", 0)
        oneOff.isOneOff = true
        state.containers = [
            container("web", 1, labels: labels), container("web", 2, labels: labels), container("db", 1),
            container("cache", 1), oneOff,
        ]
        state.networks = [
            ObservedNetwork(id: "1", name: "shop_default", key: "default", project: "shop"),
            ObservedNetwork(id: "2", name: "other_default", key: "default", project: "other"),
        ]
        state.volumes = [ObservedVolume(name: "shop_data", key: "data", project: "shop")]
        return state
    }

    @Test func `services come from containers, with as many as there are`() {
        let project = Project(fromLabelsOf: observed(), name: "shop")
        #expect(project.name == "shop" && project.workingDirectory == "/srv/shop")
        #expect(project.composeFiles == ["/srv/shop/a.yaml", "/srv/shop/b.yaml"])
        #expect(Array(project.services.keys) == ["web", "db", "cache"])
        #expect(project.services["web"]?.replicas == 2 && project.services["web"]?.image == "web:1")
    }

    @Test func `dependencies come from the label and hold nobody up`() {
        let dependencies = Project(fromLabelsOf: observed(), name: "shop").services["web"]?.dependencies
        let expected: OrderedDictionary<String, Dependency> = [
            "db": Dependency(condition: .healthy, restart: false, required: false),
            "cache": Dependency(condition: .started, restart: true, required: false),
        ]
        #expect(dependencies == expected)
    }

    @Test func `for starting dependencies are required`() {
        let project = Project(fromLabelsOf: observed(), name: "shop", requiresDependencies: true)
        #expect(project.services["web"]?.dependencies["db"]?.required == true)
    }

    @Test func `networks and volumes are those with the project's label`() {
        let project = Project(fromLabelsOf: observed(), name: "shop")
        #expect(project.networks.map { "\($0.key) \($0.value.name)" } == ["default shop_default"])
        #expect(project.volumes.map { "\($0.key) \($0.value.name)" } == ["data shop_data"])
    }

    @Test func `an old label of names alone is understood`() {
        var state = ObservedState()
        state.containers = [
            container("web", 1, labels: [ComposeLabel.dependencies: "db"]), container("db", 1),
        ]
        let dependency = Project(fromLabelsOf: state, name: "shop").services["web"]?.dependencies["db"]
        #expect(dependency == Dependency(condition: .started, restart: true, required: false))
    }

    @Test func `nothing makes an empty project`() {
        #expect(Project(fromLabelsOf: ObservedState(), name: "shop").services.isEmpty)
    }
}
