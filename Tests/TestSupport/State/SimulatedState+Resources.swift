/// Networks, volumes and images.
extension SimulatedState {
    // MARK: - Networks

    /// The network of an id, a name or the beginning of an id; a name that several have is refused.
    package func network(_ reference: String) throws -> SimulatedNetwork {
        if let network = networks.first(where: { $0.id == reference }) { return network }
        let named = networks.filter { $0.name == reference }
        guard named.count < 2 else {
            throw Refusal(400, "network \(reference) is ambiguous (\(named.count) matches found on name)")
        }
        let matches = named.isEmpty && !reference.isEmpty ? networks.filter { $0.id.hasPrefix(reference) } : named
        guard let match = matches.first, matches.count == 1 else {
            throw Refusal(404, "network \(reference) not found")
        }
        return match
    }

    /// Creates a network and returns its id.
    ///
    /// Before API 1.44 a second network may have the name of the first, unless the client asks for a check.
    package mutating func createNetwork(_ request: NetworkRequest, at now: Int) throws -> String {
        let isTaken = networks.contains { $0.name == request.name }
        guard !isTaken || (!request.checksDuplicate && apiMinor < 44) else {
            throw Refusal(409, "network with name \(request.name) already exists")
        }
        let network = SimulatedNetwork(
            id: newID(),
            name: request.name,
            driver: request.driver,
            labels: request.labels,
            createdAt: now
        )
        networks.append(network)
        log(.network, "create", network.id, ["name": network.name, "type": network.driver], at: now)
        return network.id
    }

    /// Removes a network that no running container is on.
    package mutating func removeNetwork(_ reference: String, at now: Int) throws {
        let network = try network(reference)
        guard !network.isPredefined else {
            throw Refusal(403, "\(network.name) is a pre-defined network and cannot be removed")
        }
        let isUsed = containers.contains { container in
            container.isUp && container.endpoints.values.contains { $0.networkID == network.id }
        }
        guard !isUsed else {
            throw Refusal(
                403,
                "error while removing network: network \(network.name) id \(network.id) has active endpoints"
            )
        }
        networks.removeAll { $0.id == network.id }
        log(.network, "destroy", network.id, ["name": network.name, "type": network.driver], at: now)
    }

    /// Puts a container on a network.
    package mutating func connect(_ container: String, to reference: String, aliases: [String], at now: Int) throws {
        let network = try network(reference)
        let index = try index(ofContainer: container)
        guard containers[index].endpoints[network.name] == nil else {
            throw Refusal(
                403,
                "endpoint with name \(containers[index].name) already exists in network \(network.name)"
            )
        }
        let isUp = containers[index].isUp
        containers[index].endpoints[network.name] = SimulatedContainer.Endpoint(
            networkID: isUp ? network.id : "",
            aliases: aliases
        )
        guard isUp else { return }
        log(.network, "connect", network.id, ["name": network.name, "container": containers[index].id], at: now)
    }

    /// Takes a container off a network.
    package mutating func disconnect(_ container: String, from reference: String, at now: Int) throws {
        let network = try network(reference)
        let index = try index(ofContainer: container)
        guard containers[index].endpoints.removeValue(forKey: network.name) != nil else {
            throw Refusal(403, "container \(containers[index].id) is not connected to network \(network.name)")
        }
        log(.network, "disconnect", network.id, ["name": network.name, "container": containers[index].id], at: now)
    }

    // MARK: - Volumes

    /// The volume of a name.
    package func volume(_ name: String) throws -> SimulatedVolume {
        guard let volume = volumes.first(where: { $0.name == name }) else {
            throw Refusal(404, "get \(name): no such volume")
        }
        return volume
    }

    /// Creates a volume, or returns the one of that name as it is.
    package mutating func createVolume(_ request: VolumeRequest, at now: Int) -> SimulatedVolume {
        let name = request.name.isEmpty ? newID() : request.name
        if let existing = volumes.first(where: { $0.name == name }) { return existing }
        return addVolume(
            named: name,
            labels: request.labels,
            driver: request.driver,
            isAnonymous: request.name.isEmpty,
            at: now
        )
    }

    @discardableResult
    mutating func addVolume(
        named name: String,
        labels: [String: String],
        driver: String,
        isAnonymous: Bool,
        at now: Int
    ) -> SimulatedVolume {
        let volume = SimulatedVolume(
            name: name,
            driver: driver,
            labels: labels,
            isAnonymous: isAnonymous,
            createdAt: now
        )
        volumes.append(volume)
        log(.volume, "create", name, ["driver": driver], at: now)
        return volume
    }

    /// Removes a volume that no container mounts, whether it runs or not.
    package mutating func removeVolume(_ name: String, at now: Int) throws {
        let volume = try volume(name)
        let users = containers.filter { container in container.mounts.contains { $0.volume == name } }
        guard users.isEmpty else {
            let ids = users.map(\.id).joined(separator: ", ")
            throw Refusal(409, "remove \(name): volume is in use - [\(ids)]")
        }
        volumes.removeAll { $0.name == name }
        log(.volume, "destroy", name, ["driver": volume.driver], at: now)
    }

    // MARK: - Images

    /// The image of a reference or id; nil when there is none.
    package func image(_ reference: String) -> SimulatedImage? {
        let familiar = SimulatedImage.familiar(reference)
        return images.first { $0.reference == familiar || $0.id == reference }
    }

    /// Adds an image, as a pull does; nothing when it is there.
    package mutating func addImage(_ reference: String) {
        guard image(reference) == nil else { return }
        images.append(SimulatedImage(id: "sha256:\(newID())", reference: SimulatedImage.familiar(reference)))
    }

    /// Removes an image that no container was made from.
    package mutating func removeImage(_ reference: String) throws -> SimulatedImage {
        guard let image = image(reference) else { throw Refusal(404, "No such image: \(reference)") }
        guard !containers.contains(where: { $0.imageID == image.id }) else {
            throw Refusal(409, "conflict: unable to remove repository reference \"\(reference)\": container uses it")
        }
        images.removeAll { $0.id == image.id }
        return image
    }
}
