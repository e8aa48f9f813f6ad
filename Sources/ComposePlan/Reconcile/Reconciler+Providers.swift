internal import ComposeModel
internal import OrderedCollections

extension Reconciler {
    /// The same without services that programs beside the engine provide: those come up with the project and have nothing
    /// to start.
    var withoutProviders: Reconciler {
        var narrowed = project
        for (name, service) in project.services where service.provider != nil {
            narrowed.disabledServices[name] = service
            narrowed.services[name] = nil
        }
        return Reconciler(project: narrowed, observed: observed, names: names)
    }
}

extension ConvergencePlanner {
    /// Has the program bring the service up, which it must be asked for every time, since only it knows what there is.
    mutating func planProvider(of service: Service) {
        let before = (request.starts ? gates(for: service) : []) + providers(of: service)
        providerSteps[service.name] = plan.append(
            .runProvider(service: service.name, .up),
            cause: .policy("with every up"),
            after: before
        )
    }

    /// The steps that bring up what a service depends on and other programs provide; they give it variables.
    func providers(of service: Service) -> [Step.ID] { service.dependencies.keys.compactMap { providerSteps[$0] } }
}
