import ComposeModel
import OrderedCollections

@testable import ComposePlan

/// An engine in memory: a plan does to it what the executor would do to the real one.
///
/// It refuses what the engine would refuse, and keeps what it refused for the test to look at.
struct World {
    var project: Project
    private(set) var state = ObservedState()
    private(set) var refusals: [String] = []
    private var counts: [String: Int] = [:]
    /// The ports that a container takes when it starts, by its id.
    private var published: [String: [HostPort]] = [:]
    private var clock = 1

    init(_ project: Project, images: [String] = Shop.images) {
        self.project = project
        for image in images { state.images[image] = ObservedImage(digest: Shop.digest(of: image, edition: 1)) }
    }

    /// A world in which `up` has been done and nothing has changed since.
    static func running(_ project: Project) -> World {
        var world = World(project)
        world.up()
        return world
    }

    // MARK: - Planning

    func plan(_ intent: Intent) -> Plan {
        Reconciler(project: project, observed: state, names: ProjectNames(project: project.name)).plan(intent)
    }

    func planUp(_ change: (inout ConvergeRequest) -> Void = { _ in }) -> Plan {
        var request = ConvergeRequest()
        change(&request)
        return plan(.converge(request))
    }

    // MARK: - Carrying out

    mutating func up() { apply(planUp()) }

    mutating func apply(_ plan: Plan) { apply(plan.steps) }

    /// Carries steps out in the order given, which the edges of their plan must allow.
    mutating func apply(_ steps: [Step]) {
        var created: [Step.ID: String] = [:]
        for step in steps { apply(step, &created) }
    }

    private mutating func apply(_ step: Step, _ created: inout [Step.ID: String]) {
        switch step.operation {
        case .pullImage(let need), .buildImage(let need):
            state.images[need.reference] = ObservedImage(digest: Shop.digest(of: need.reference, edition: 1))
        case .removeImage(let reference): state.images[reference] = nil
        case .createNetwork(let key, let name): createNetwork(key, name)
        case .disconnectNetwork(_, let name, let container):
            changeContainer(container, created) { $0.networks[name] = nil }
        case .removeNetwork(let id, let name): removeNetwork(id, name)
        case .createVolume(let key, let name):
            let hash = project.volumes[key].map { ConfigHash.of($0) }
            state.volumes.append(ObservedVolume(name: name, key: key, configHash: hash, project: project.name))
        case .removeVolume(let name): removeVolume(name)
        case .createContainer(let creation): created[step.id] = create(creation, created)
        case .startContainer(let container), .restartContainer(let container, _): start(container, created)
        case .stopContainer(let container, _), .killContainer(let container, _):
            changeContainer(container, created) { container in
                container.state = .exited
                container.health = .none
                container.exitCode = 0
                container.ports = []
            }
        case .pauseContainer(let container): changeContainer(container, created) { $0.state = .paused }
        case .unpauseContainer(let container): changeContainer(container, created) { $0.state = .running }
        case .removeContainer(let container, _): remove(container, created)
        case .renameContainer(let container, let name): rename(container, to: name, created)
        case .injectFiles, .runHooks, .runPreStart, .runProvider, .awaitCondition: break
        }
    }

    private func id(of container: PlannedContainer, _ created: [Step.ID: String]) -> String {
        switch container.reference {
        case .existing(let id): id
        case .created(let step): created[step] ?? "not created yet"
        }
    }

    // MARK: - Networks

    private mutating func createNetwork(_ key: String, _ name: String) {
        if state.networks.contains(where: { $0.name == name }) { refusals.append("network \(name) exists") }
        let hash = project.networks[key].map { ConfigHash.of($0) }
        state.networks.append(
            ObservedNetwork(id: newID("b"), name: name, key: key, configHash: hash, project: project.name)
        )
    }

    private mutating func removeNetwork(_ id: String, _ name: String) {
        if state.containers.contains(where: { $0.networks[name] != nil }) {
            refusals.append("network \(name) has active endpoints")
        }
        state.networks.removeAll { $0.id == id }
    }

    private mutating func removeVolume(_ name: String) {
        if state.containers.contains(where: { $0.mounts.contains { $0.volume == name } }) {
            refusals.append("volume \(name) is in use")
        }
        state.volumes.removeAll { $0.name == name }
    }

    // MARK: - Containers

    private mutating func create(_ plan: ContainerCreationPlan, _ created: [Step.ID: String]) -> String {
        let name = plan.temporaryName ?? plan.name
        guard let service = project.services[plan.replica.service] else {
            refusals.append("no service \(plan.replica.service)")
            return ""
        }
        if state.containers.contains(where: { $0.name == name }) { refusals.append("name \(name) is in use") }
        let image = ProjectNames(project: project.name).image(of: service)
        if state.images[image] == nil { refusals.append("no image \(image)") }

        let partners = plan.partners.compactMapValues { reference in
            self.id(of: PlannedContainer(plan.replica, reference, name: ""), created)
        }
        for partner in partners.values where state.container(id: partner) == nil {
            refusals.append("no partner \(partner) of \(name)")
        }
        clock += 1
        var container = ObservedContainer(
            id: newID("c"),
            name: name,
            service: service.name,
            number: plan.replica.number,
            state: .created
        )
        container.image = image
        container.created = clock
        container.labels = [
            ComposeLabel.configHash: ConfigHash.of(PartnerReferences.resolve(service) { partners[$0] }),
            ComposeLabel.image: state.images[image]?.digest ?? "",
        ]
        for key in service.networks.keys { container.networks[networkName(key)] = "" }
        for mount in service.mounts {
            guard mount.kind == .volume, let source = mount.source else { continue }
            let volume = project.volumes[source]?.name ?? source
            if !state.volumes.contains(where: { $0.name == volume }) { refusals.append("no volume \(volume)") }
            container.mounts.append(
                ObservedContainer.Mount(kind: "volume", volume: volume, source: "", destination: mount.target)
            )
        }
        published[container.id] = PortClaim.all(of: service).map(\.port)
        insert(container)
        return container.id
    }

    private mutating func start(_ container: PlannedContainer, _ created: [Step.ID: String]) {
        let target = id(of: container, created)
        guard let found = state.container(id: target) else {
            refusals.append("no container \(container.name) to start")
            return
        }
        let hasHealthcheck = project.services[found.service]?.healthcheck != nil
        var networks: [String: String] = [:]
        for name in found.networks.keys {
            if let network = state.networks.first(where: { $0.name == name }) {
                networks[name] = network.id
            } else {
                refusals.append("network \(name) of \(container.name) not found")
            }
        }
        let ports = published[target] ?? []
        for other in state.containers where other.id != target {
            for port in ports where other.ports.contains(where: { $0.overlaps(port) }) {
                refusals.append("port \(port) of \(container.name) is taken by \(other.name)")
            }
        }
        changeContainer(container, created) { container in
            container.state = .running
            container.ports = ports
            container.health = hasHealthcheck ? .healthy : .none
            container.exitCode = nil
            container.networks = networks
        }
    }

    private mutating func remove(_ container: PlannedContainer, _ created: [Step.ID: String]) {
        let target = id(of: container, created)
        if state.container(id: target)?.isRunning == true {
            refusals.append("\(container.name) is removed while it runs")
        }
        state.containers.removeAll { $0.id == target }
    }

    private mutating func rename(_ container: PlannedContainer, to name: String, _ created: [Step.ID: String]) {
        let target = id(of: container, created)
        if state.container(id: target) == nil { refusals.append("no container to rename to \(name)") }
        if state.containers.contains(where: { $0.name == name && $0.id != target }) {
            refusals.append("name \(name) is in use")
        }
        changeContainer(container, created) { $0.name = name }
    }

    /// Changes a container; one that is gone is let be, as the executor does where that is what was wanted.
    private mutating func changeContainer(
        _ container: PlannedContainer,
        _ created: [Step.ID: String],
        _ change: (inout ObservedContainer) -> Void
    ) {
        let target = id(of: container, created)
        edit(target, change)
    }

    // MARK: - What happens without a plan

    /// Changes the container of a name, as the world does by itself or a person does by hand.
    mutating func change(_ name: String, _ change: (inout ObservedContainer) -> Void) {
        guard let id = state.containers.first(where: { $0.name == name })?.id else { return }
        edit(id, change)
    }

    mutating func add(_ container: ObservedContainer) { insert(container) }

    mutating func add(_ network: ObservedNetwork) { state.networks.append(network) }

    mutating func add(_ volume: ObservedVolume) { state.volumes.append(volume) }

    /// Removes a container behind the program's back.
    mutating func lose(_ name: String) { state.containers.removeAll { $0.name == name } }

    /// Puts another image behind a reference.
    mutating func moveImage(_ reference: String, edition: Int) {
        state.images[reference] = ObservedImage(digest: Shop.digest(of: reference, edition: edition))
    }

    /// Says when an image was pulled last; seconds since 1970.
    mutating func tag(_ reference: String, at moment: Int) { state.images[reference]?.lastTagged = moment }

    /// Lets time pass; seconds since 1970.
    mutating func wait(until moment: Int) { state.moment = moment }

    private mutating func edit(_ id: String, _ change: (inout ObservedContainer) -> Void) {
        guard let index = state.containers.firstIndex(where: { $0.id == id }) else { return }
        var container = state.containers[index]
        let name = container.name
        change(&container)
        if container.name == name {
            state.containers[index] = container
        } else {
            state.containers.remove(at: index)
            insert(container)
        }
    }

    /// Keeps the order by name that the observer gives.
    private mutating func insert(_ container: ObservedContainer) {
        let index = state.containers.firstIndex { $0.name > container.name } ?? state.containers.endIndex
        state.containers.insert(container, at: index)
    }

    private func networkName(_ key: String) -> String { project.networks[key]?.name ?? key }

    /// Twelve hexadecimal digits, the letter first: `c00000000001` is the first container.
    private mutating func newID(_ letter: String) -> String {
        let count = counts[letter, default: 0] + 1
        counts[letter] = count
        let digits = "\(count)"
        return letter + String(repeating: "0", count: 11 - digits.count) + digits
    }
}
