import ComposeModel
import ComposePlan
import ComposeRuntime
import ControlProtocol
import DockerEngine
import Synchronization

@testable import Supervisor

/// What a stub core was told, and what it answers.
final class CoreScript: Sendable {
    private let inputs = Mutex<[SupervisionInput]>([])
    private let answer: @Sendable (SupervisionInput) -> [SupervisionEffect]

    init(_ answer: @escaping @Sendable (SupervisionInput) -> [SupervisionEffect] = { _ in [] }) {
        self.answer = answer
    }

    func take(_ input: SupervisionInput) -> [SupervisionEffect] {
        inputs.withLock { $0.append(input) }
        return answer(input)
    }

    /// One word for each input, in order.
    var heard: [String] { inputs.withLock { $0.map(\.word) } }
}

/// A core that only notes what it is told.
struct StubCore: SupervisionCore {
    let script: CoreScript
    let supervised: SupervisedProject

    mutating func handle(_ input: SupervisionInput, at now: Int) -> [SupervisionEffect] { script.take(input) }

    var status: ProjectStatus { ProjectStatus(name: supervised.project.name, services: [], since: supervised.since) }

    func project(for work: Work) -> Project { supervised.project }
}

extension SupervisionInput {
    var word: String {
        switch self {
        case .listed: "listed"
        case .event(let event): "\(event.kind)"
        case .networkRemoved(let name): "networkRemoved \(name)"
        case .imageMoved(let reference, _): "imageMoved \(reference)"
        case .announced(let announcement, let number): "announced \(number) \(announcement.verb.rawValue)"
        case .announcementEnded(let number, let succeeded): "announcementEnded \(number) \(succeeded)"
        case .wanted: "wanted"
        case .converge(let reason): "converge \(reason)"
        case .contentChanged(let services, let reason): "renew \(services.sorted()) \(reason)"
        case .leaseEnded(let reason): "leaseEnded \(reason)"
        case .due: "due"
        case .finished(let number, let outcome): "finished \(number.value) \(outcome.problem == nil)"
        case .probed: "probed"
        case .engineLost: "engineLost"
        case .engineReturned(let didRestart): "engineReturned \(didRestart)"
        case .closing: "closing"
        }
    }
}

/// Parts of a supervision without an engine.
enum Keeping {
    static let document = """
        {"name": "shop", "services": {"db": {"image": "postgres:17", "restart": "always",
        "command": ["sh", "-c", "echo $HOME"], "networks": {"default": null}}},
        "networks": {"default": {"name": "shop_default", "ipam": {}}}}
        """

    static func handover(_ name: String = "shop", document: String = Self.document, lease: Lease? = nil) -> Handover {
        Handover(
            name: name,
            document: document,
            source: ProjectSource(files: ["/srv/shop/compose.yaml"], directory: "/srv/shop"),
            lease: lease
        )
    }

    /// An engine that is not there.
    static var engine: EngineClient { EngineClient(host: EngineHost(socket: "/nonexistent/engine.sock")) }

    static func tools(store: MemoryStore = MemoryStore(), hub: EventHub = EventHub()) -> KeeperTools {
        let engine = Self.engine
        return KeeperTools(
            engine: engine,
            feed: EngineFeed(engine: engine),
            chronicle: Chronicle(store: store, hub: hub, log: { _ in }),
            numbers: IncidentNumbers(),
            metrics: SupervisorMetrics(),
            environment: [:],
            companions: []
        )
    }

    static func keeper(_ script: CoreScript, tools: KeeperTools = Self.tools(), lease: Lease? = nil) throws
        -> ProjectKeeper
    {
        let handover = Self.handover(lease: lease)
        let supervised = SupervisedProject(
            try DocumentLoading.project(of: handover),
            source: handover.source,
            lease: handover.lease,
            since: 1
        )
        return ProjectKeeper(
            supervised,
            core: StubCore(script: script, supervised: supervised),
            memories: [],
            tools: tools
        )
    }

    /// An event of the container `a1` of `db`.
    static func event(_ action: String, at time: Int = 10, with more: [String: String] = [:]) -> FeedMessage {
        var event = EngineEvent()
        event.type = "container"
        event.action = action
        event.actorID = "a1"
        event.timeNano = time
        event.attributes = [
            "name": "shop-db-1", "image": "postgres:17", ComposeLabel.project: "shop", ComposeLabel.service: "db",
            ComposeLabel.containerNumber: "1", ComposeLabel.configHash: "abc", ComposeLabel.oneOff: "False",
        ].merging(more) { $1 }
        return .event(event, arrived: .now)
    }

    /// An event of a network, perhaps about the container `a1`.
    static func network(_ action: String, _ name: String = "shop_default", container: String? = "a1") -> FeedMessage {
        var event = EngineEvent()
        event.type = "network"
        event.action = action
        event.actorID = "n1"
        event.attributes["name"] = name
        event.attributes["container"] = container
        return .event(event, arrived: .now)
    }

    /// Asks again and again until it is so.
    static func until(_ condition: () async -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(20)
        while await !condition(), ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(5)) }
    }
}
