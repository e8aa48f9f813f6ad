/// One numbered container of a service.
package struct ServiceReplica: Sendable, Hashable, CustomStringConvertible {
    package var service: String
    /// From 1.
    package var number: Int

    package init(_ service: String, _ number: Int) {
        self.service = service
        self.number = number
    }

    package var description: String { "\(service)-\(number)" }
}

/// A container that exists now, or one that an earlier step will have created by then.
package enum ContainerReference: Sendable, Hashable {
    case existing(id: String)
    case created(by: Step.ID)
}

/// A container as steps speak of it.
package struct PlannedContainer: Sendable, Hashable {
    package var replica: ServiceReplica
    package var reference: ContainerReference
    /// The name that the user sees, which is the final one even while a replacement has a temporary name.
    package var name: String

    package init(_ replica: ServiceReplica, _ reference: ContainerReference, name: String) {
        self.replica = replica
        self.reference = reference
        self.name = name
    }

    package init(_ container: ObservedContainer) {
        replica = ServiceReplica(container.service, container.number)
        reference = .existing(id: container.id)
        name = container.name
    }
}
