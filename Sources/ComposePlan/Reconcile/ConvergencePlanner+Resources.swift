internal import ComposeModel
internal import Diagnostics
internal import OrderedCollections

/// Networks of the project, and what others must have made.
extension ConvergencePlanner {
    mutating func checkExternalResources() {
        for (key, network) in project.networks where network.isExternal {
            guard observed.networks.first(where: { $0.name == network.name || $0.id == network.name }) == nil else {
                continue
            }
            plan.problems.append(
                Diagnostic(
                    .error,
                    "network '\(network.name)' is declared as external, but the engine has none of that name",
                    path: "networks.\(key)",
                    at: network.locations[""],
                    hint: "create it, or remove 'external: true' to have it created with the project"
                )
            )
        }
        for (key, volume) in project.volumes where volume.isExternal {
            guard observed.volumes.first(where: { $0.name == volume.name }) == nil else { continue }
            plan.problems.append(
                Diagnostic(
                    .error,
                    "external volume '\(volume.name)' not found",
                    path: "volumes.\(key)",
                    at: volume.locations[""],
                    hint: "create it, or remove 'external: true' to have it created with the project"
                )
            )
        }
    }

    mutating func planNetworks() {
        for (key, network) in project.networks where !network.isExternal {
            guard let existing = observed.network(key: key, name: network.name), existing.name == network.name else {
                networkSteps[key] = plan.append(.createNetwork(key: key, name: network.name), cause: .absent)
                continue
            }
            guard let hash = existing.configHash else {
                plan.warn(
                    "network \(network.name) exists but was not made for this project; it is used as it is"
                )
                continue
            }
            // What another project made is used as it is; preflight tells of it.
            guard existing.project == project.name, !ConfigHash.all(of: network).contains(hash) else { continue }
            if keepsContainers(on: existing) {
                plan.warn(
                    "network \(network.name) does not match the configuration in the compose file; it is kept as it is, "
                        + "because containers that are not to be replaced use it"
                )
            } else {
                planReplacement(of: existing, key: key, network)
            }
        }
    }

    /// Whether a container that may not be replaced is on the network: cut off, it could not come back.
    private func keepsContainers(on network: ObservedNetwork) -> Bool {
        observed.containers.contains { container in
            container.networks[network.name] != nil && !container.isOneOff
                && project.services[container.service] != nil
                && request.recreatePolicy(for: container.service) == .never
        }
    }

    /// A network cannot change while containers use it: they are stopped and cut off, and replaced later.
    private mutating func planReplacement(of existing: ObservedNetwork, key: String, _ network: Network) {
        replacedNetworks.insert(key)
        let cause = Cause.resourceChanged("network \(key)")
        var detached: [Step.ID] = []
        for container in observed.containers where container.networks[existing.name] != nil {
            let target = PlannedContainer(container)
            var after: [Step.ID] = []
            if let stop = earlyStops[container.id] {
                after = [stop]
            } else if container.state == .running || container.state == .restarting || container.state == .paused {
                let stop = appendStop(of: container, cause: cause)
                earlyStops[container.id] = stop
                after = [stop]
            }
            detached.append(
                plan.append(
                    .disconnectNetwork(id: existing.id, name: existing.name, target),
                    cause: cause,
                    after: after
                )
            )
        }
        let removed = plan.append(.removeNetwork(id: existing.id, name: existing.name), cause: cause, after: detached)
        networkSteps[key] = plan.append(.createNetwork(key: key, name: network.name), cause: cause, after: [removed])
    }
}
