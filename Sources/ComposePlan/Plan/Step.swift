/// One operation in its place: what must be done before it, and why it is needed at all.
package struct Step: Sendable, Identifiable {
    package struct ID: Sendable, Hashable {
        /// From 1, in the order in which the plan was written.
        package let number: Int

        package init(number: Int) {
            self.number = number
        }
    }

    package let id: ID
    package let operation: Operation
    package let dependencies: [ID]
    package let cause: Cause
    /// Steps whose failure this one makes good; empty for a step that is always done.
    ///
    /// Such a step waits for everything it comes after, however that ends, and is left out when none of these failed.
    package let rescues: [ID]

    init(id: ID, operation: Operation, dependencies: [ID], cause: Cause, rescues: [ID] = []) {
        self.id = id
        self.operation = operation
        self.dependencies = dependencies
        self.cause = cause
        self.rescues = rescues
    }
}

extension Step.ID: CustomStringConvertible {
    package var description: String { "#\(number)" }
}

extension Step: CustomStringConvertible {
    /// `#3 start container web-1 (new) after #1, #2`.
    package var description: String {
        let after = dependencies.isEmpty ? "" : " after " + dependencies.map(\.description).joined(separator: ", ")
        let rescue = rescues.isEmpty ? "" : " if " + rescues.map(\.description).joined(separator: ", ") + " fails"
        return "\(id) \(operation) (\(cause))\(after)\(rescue)"
    }
}

extension Operation: CustomStringConvertible {
    package var description: String {
        switch self {
        case .pullImage(let need): "pull image \(need.reference)"
        case .buildImage(let need): "build image \(need.reference)"
        case .removeImage(let reference): "remove image \(reference)"
        case .createNetwork(_, let name): "create network \(name)"
        case .disconnectNetwork(_, let name, let container): "disconnect \(container.name) from network \(name)"
        case .removeNetwork(_, let name): "remove network \(name)"
        case .createVolume(_, let name): "create volume \(name)"
        case .removeVolume(let name): "remove volume \(name)"
        case .createContainer(let plan): "create container \(plan.temporaryName ?? plan.name)"
        case .injectFiles(let container): "inject files into \(container.name)"
        case .startContainer(let container): "start container \(container.name)"
        case .restartContainer(let container, _): "restart container \(container.name)"
        case .stopContainer(let container, _): "stop container \(container.name)"
        case .killContainer(let container, let signal): "send \(signal) to container \(container.name)"
        case .pauseContainer(let container): "pause container \(container.name)"
        case .unpauseContainer(let container): "unpause container \(container.name)"
        case .removeContainer(let container, _): "remove container \(container.name)"
        case .renameContainer(let container, let name): "rename container \(container.name) to \(name)"
        case .runHooks(let container, let moment): "run \(moment.rawValue) hooks of \(container.name)"
        case .runPreStart(let plan): "run pre_start hooks for \(plan.container.name)"
        case .runProvider(let service, let verb): "have \(service) provided: \(verb.rawValue)"
        case .awaitCondition(let gate): "await \(gate.service) \(gate.condition.rawValue)"
        }
    }
}
