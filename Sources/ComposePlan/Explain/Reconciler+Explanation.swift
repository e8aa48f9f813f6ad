package import ComposeModel
internal import OrderedCollections

/// A container that a plan replaces because it was made from another definition, while nothing on it says from which.
package struct UnexplainedReplacement: Sendable {
    package var container: ObservedContainer
    /// What it is replaced for, with references to other services' containers resolved.
    package var service: Service
}

extension Reconciler {
    /// What differs between the definition that a container was made from and that of its service now.
    ///
    /// Empty where neither the container's record nor an inspection tells.
    func changes(of container: ObservedContainer, to service: Service) -> [FieldChange] {
        guard let record = container.record else { return observed.inspectedChanges[container.id] ?? [] }
        return record.changes(to: ServiceRecord(of: resolved(service), in: project))
    }

    /// The containers of which an inspection could tell why a plan replaces them.
    ///
    /// None for a plan that replaces nothing, and none that was made with a record or has been inspected for
    /// ``ObservedState/inspectedChanges`` already.
    package func unexplained(in plan: Plan) -> [UnexplainedReplacement] {
        plan.steps.compactMap { (step: Step) -> UnexplainedReplacement? in
            guard case .createContainer(let creation) = step.operation, step.cause == .configChanged([]),
                let service = project.services[creation.replica.service]
            else { return nil }
            let container = lastingReplicas(of: service).first { $0.number == creation.replica.number }
            guard let container, container.record == nil, observed.inspectedChanges[container.id] == nil else {
                return nil
            }
            return UnexplainedReplacement(container: container, service: resolved(service))
        }
    }

    private func resolved(_ service: Service) -> Service {
        PartnerReferences.resolve(service) { observedPartner($0) }
    }
}
