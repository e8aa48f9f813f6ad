import ComposePlan

/// Plans for tests of how they are shown.
enum SamplePlans {
    static func container(_ service: String, _ reference: ContainerReference) -> PlannedContainer {
        PlannedContainer(ServiceReplica(service, 1), reference, name: "shop-\(service)-1")
    }

    /// db is new, and web is replaced once db is healthy.
    static func replacement(changes: [FieldChange]) -> Plan {
        var plan = Plan()
        let network = plan.append(.createNetwork(key: "default", name: "shop_default"), cause: .absent)
        let db = plan.append(
            .createContainer(ContainerCreationPlan(ServiceReplica("db", 1), name: "shop-db-1")),
            cause: .noContainer,
            after: [network]
        )
        let newDB = container("db", .created(by: db))
        let started = plan.append(.startContainer(newDB), cause: .created, after: [db])
        let gate = plan.append(
            .awaitCondition(Gate("db", .healthy, containers: [newDB], dependents: ["web"])),
            cause: .awaited(by: ["web"]),
            after: [started]
        )
        var creation = ContainerCreationPlan(ServiceReplica("web", 1), name: "shop-web-1")
        creation.temporaryName = "abc_shop-web-1"
        let created = plan.append(.createContainer(creation), cause: .configChanged(changes), after: [network])
        let old = container("web", .existing(id: "abc"))
        let new = container("web", .created(by: created))
        let stopped = plan.append(.stopContainer(old, timeout: 5), cause: .replaced, after: [created, gate])
        let removed = plan.append(.removeContainer(old, removesVolumes: false), cause: .replaced, after: [stopped])
        let renamed = plan.append(.renameContainer(new, to: new.name), cause: .replaced, after: [removed])
        plan.append(.startContainer(new), cause: .configChanged(changes), after: [renamed, gate])
        return plan
    }

    static let changes = [
        FieldChange("environment.A", from: "1", to: "2"), FieldChange("ports", from: nil, to: "80\n81"),
    ]
}
