internal import ComposeModel
internal import ComposePlan
internal import OrderedCollections

extension Supervision {
    /// The project to plan a piece of work by: its services alone, without those that they depend on.
    ///
    /// What is not in it counts as disabled, so that nothing of it is taken for an orphan and what shares its namespaces finds
    /// them. For planning only: containers are made by the whole project, whose labels name every dependency.
    func project(for work: Work) -> Project {
        let services = work.kind.services
        var project = wanted.project
        for (name, service) in wanted.project.services {
            guard services.isEmpty || services.contains(name) else {
                project.services[name] = nil
                project.disabledServices[name] = service
                continue
            }
            if let replicas = cares[name]?.memory.replicas { project.services[name]?.scale = replicas }
            guard !services.isEmpty else { continue }
            project.services[name]?.dependencies = service.dependencies.filter { services.contains($0.key) }
        }
        return project
    }
}
