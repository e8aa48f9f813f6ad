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
            let lasting = observed.containers.filter { $0.networks[network.name] != nil && isLeftAlone($0) }
            if lasting.isEmpty {
                planReplacement(of: existing, key: key, network)
            } else {
                let more = lasting.count > 3 ? " and \(lasting.count - 3) more" : ""
                plan.warn(
                    "network \(network.name) does not match the configuration in the compose file; it is kept as it is, "
                        + "because containers that are not to be replaced use it: "
                        + lasting.prefix(3).map(\.name).joined(separator: ", ") + more
                )
            }
        }
    }

    /// Whether nothing would bring a container back that was stopped and cut off from its network.
    ///
    /// That is one that may not be replaced, or runs for something that is not planned: a one-off, a service that takes no
    /// part, an orphan that is not to be removed.
    private func isLeftAlone(_ container: ObservedContainer) -> Bool {
        if !container.isOneOff, container.service != request.oneOff, project.services[container.service] != nil {
            return container.labels[ComposeLabel.hook] == nil
                && request.recreatePolicy(for: container.service) == .never
        }
        return container.hasProcess && !(isOrphan(container) && request.removesOrphans)
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
            } else if container.hasProcess {
                let stop = appendStop(of: container, cause: cause)
                earlyStops[container.id] = stop
                after = [stop]
            }
            let disconnection = plan.append(
                .disconnectNetwork(id: existing.id, name: existing.name, target),
                cause: cause,
                after: after
            )
            detached.append(disconnection)
            disconnections[container.id, default: []].append(disconnection)
        }
        let removed = plan.append(.removeNetwork(id: existing.id, name: existing.name), cause: cause, after: detached)
        networkSteps[key] = plan.append(.createNetwork(key: key, name: network.name), cause: cause, after: [removed])
    }
}
