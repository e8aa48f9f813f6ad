internal import ComposePlan

extension Step {
    /// The thing whose progress line the step moves.
    var resource: ProgressEvent.Resource? {
        switch operation {
        case .pullImage(let need), .buildImage(let need): .image(need.reference)
        case .removeImage(let reference): .image(reference)
        case .createNetwork(_, let name), .removeNetwork(_, let name), .disconnectNetwork(_, let name, _):
            .network(name)
        case .createVolume(_, let name), .removeVolume(let name): .volume(name)
        case .createContainer(let plan): .container(plan.name)
        case .injectFiles(let container), .startContainer(let container), .restartContainer(let container, _),
            .stopContainer(let container, _), .killContainer(let container, _), .pauseContainer(let container),
            .unpauseContainer(let container), .removeContainer(let container, _), .renameContainer(let container, _),
            .runHooks(let container, _):
            .container(container.name)
        case .runPreStart(let plan): .container(plan.container.name)
        case .runProvider(let service, _): .service(service)
        case .awaitCondition(let gate): gate.containers.first.map { .container($0.name) }
        }
    }
}
