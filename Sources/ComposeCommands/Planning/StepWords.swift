internal import ComposeModel
internal import ComposePlan

/// A step in the words in which a plan is shown: `create`, `container`, `shop-web-1`.
struct StepWords: Sendable, Hashable {
    /// The kinds of things that steps are about.
    enum Kind: String, Sendable, Hashable {
        case container, image, network, service, volume
    }

    var verb: String
    var kind: Kind
    var name: String
    /// What else there is to say, behind kind and name: `from network shop_back`; empty when there is nothing.
    var detail: String
    /// What comes after the verb: `container shop-web-1 from network shop_back`, and for gates `for db to be healthy`.
    var object: String

    private init(_ verb: String, _ kind: Kind, _ name: String, _ detail: String = "") {
        self.verb = verb
        self.kind = kind
        self.name = name
        self.detail = detail
        object = detail.isEmpty ? "\(kind.rawValue) \(name)" : "\(kind.rawValue) \(name) \(detail)"
    }

    private init(_ gate: Gate) {
        self.init("wait", .service, gate.service)
        object = "for \(gate.goal)" + (gate.timeout.map { ", \($0.composeDescription) at most" } ?? "")
    }

    init(_ operation: Operation) {
        switch operation {
        case .pullImage(let need): self.init("pull", .image, need.reference)
        case .buildImage(let need): self.init("build", .image, need.reference)
        case .removeImage(let reference): self.init("remove", .image, reference)
        case .createNetwork(_, let name): self.init("create", .network, name)
        case .removeNetwork(_, let name): self.init("remove", .network, name)
        case .disconnectNetwork(_, let name, let container):
            self.init("disconnect", .container, container.name, "from network \(name)")
        case .createVolume(_, let name): self.init("create", .volume, name)
        case .removeVolume(let name): self.init("remove", .volume, name)
        case .createContainer(let creation):
            self.init("create", .container, creation.name, creation.temporaryName.map { "as \($0)" } ?? "")
        case .injectFiles(let container): self.init("inject", .container, container.name)
        case .startContainer(let container): self.init("start", .container, container.name)
        case .restartContainer(let container, _): self.init("restart", .container, container.name)
        case .stopContainer(let container, _): self.init("stop", .container, container.name)
        case .killContainer(let container, let signal):
            self.init("kill", .container, container.name, "with \(signal)")
        case .pauseContainer(let container): self.init("pause", .container, container.name)
        case .unpauseContainer(let container): self.init("unpause", .container, container.name)
        case .removeContainer(let container, let volumes):
            self.init("remove", .container, container.name, volumes ? "with its volumes" : "")
        case .renameContainer(let container, let name):
            self.init("rename", .container, container.name, container.name == name ? "to its final name" : "to \(name)")
        case .runHooks(let container, let moment):
            self.init("run", .container, container.name, "\(moment.rawValue) hooks")
        case .runPreStart(let plan): self.init("run", .container, plan.container.name, "pre_start hooks")
        case .runProvider(let service, let verb):
            self.init("provide", .service, service, verb == .up ? "" : "(\(verb.rawValue))")
        case .awaitCondition(let gate): self.init(gate)
        }
    }
}

extension Operation {
    /// The numbered container that the step is about; nil for other things and for gates.
    var replica: ServiceReplica? {
        switch self {
        case .createContainer(let creation): creation.replica
        case .runPreStart(let plan): plan.container.replica
        case .disconnectNetwork(_, _, let container), .injectFiles(let container), .startContainer(let container),
            .restartContainer(let container, _), .stopContainer(let container, _), .killContainer(let container, _),
            .pauseContainer(let container), .unpauseContainer(let container), .removeContainer(let container, _),
            .renameContainer(let container, _), .runHooks(let container, _):
            container.replica
        default: nil
        }
    }
}
