/// Containers come, get other names, and go.
extension SimulatedState {
    /// Creates a container, and the volumes that it mounts and that are not there yet; returns its id.
    ///
    /// `name` nil thinks of one. Networks are not looked at before the start.
    package mutating func createContainer(
        named name: String?,
        _ request: ContainerRequest,
        at now: Int
    ) throws -> String {
        let id = newID()
        let name = name ?? "unnamed_\(id.prefix(12))"
        try requireFree(name)
        guard let image = image(request.image) else { throw Refusal(404, "No such image: \(request.image)") }
        guard request.endpoints.count < 2 || apiMinor >= 44 else {
            let names = request.endpoints.keys.sorted().joined(separator: ", ")
            throw Refusal(400, "Container cannot be connected to network endpoints: \(names)")
        }
        var container = SimulatedContainer(
            id: id,
            name: name,
            request: request,
            imageID: image.id,
            createdAt: now
        )
        for network in request.networkNames {
            container.endpoints[network] = SimulatedContainer.Endpoint(aliases: request.endpoints[network] ?? [])
        }
        container.mounts = mount(request, at: now)
        containers.append(container)
        log(.container, "create", id, container.eventAttributes, at: now)
        return id
    }

    /// Gives a container another name.
    package mutating func renameContainer(_ reference: String, to name: String, at now: Int) throws {
        let index = try index(ofContainer: reference)
        try requireFree(name)
        containers[index].name = name
        log(.container, "rename", containers[index].id, containers[index].eventAttributes, at: now)
    }

    /// Gives a container another restart policy; nil leaves it as it is.
    package mutating func updateContainer(_ reference: String, restartPolicy: String?, at now: Int) throws {
        let index = try index(ofContainer: reference)
        if let restartPolicy { containers[index].restartPolicy = restartPolicy }
        log(.container, "update", containers[index].id, containers[index].eventAttributes, at: now)
    }

    /// Removes a container.
    ///
    /// - `force`: kills it first when it runs.
    /// - `volumes`: whether the anonymous volumes that it brought along go too.
    package mutating func removeContainer(
        _ reference: String,
        force: Bool,
        volumes removesVolumes: Bool,
        at now: Int
    ) throws {
        let index = try index(ofContainer: reference)
        let container = containers[index]
        if container.isUp {
            guard force else {
                throw Refusal(
                    409,
                    "You cannot remove a running container \(container.id). "
                        + "Stop the container before attempting removal or force remove"
                )
            }
            end(index, code: 137, at: now)
        }
        // A container that goes by itself is gone once it has ended.
        guard let place = containers.firstIndex(where: { $0.id == container.id }) else { return }
        containers.remove(at: place)
        log(.container, "destroy", container.id, container.eventAttributes, at: now)
        guard removesVolumes else { return }
        let brought = Set(container.mounts.compactMap(\.volume))
        volumes.removeAll { $0.isAnonymous && brought.contains($0.name) }
    }

    private func requireFree(_ name: String) throws {
        guard let owner = containers.first(where: { $0.name == name }) else { return }
        throw Refusal(
            409,
            "Conflict. The container name \"/\(name)\" is already in use by container \"\(owner.id)\". "
                + "You have to remove (or rename) that container to be able to reuse that name."
        )
    }

    /// Mounts what a request asks for, and makes the volumes for it.
    private mutating func mount(_ request: ContainerRequest, at now: Int) -> [SimulatedContainer.Mount] {
        var mounts: [SimulatedContainer.Mount] = []
        for wanted in request.mounts {
            guard wanted.type == "volume" else {
                mounts.append(
                    SimulatedContainer.Mount(
                        type: wanted.type,
                        volume: nil,
                        source: wanted.source,
                        destination: wanted.target
                    )
                )
                continue
            }
            let name = wanted.source.isEmpty ? newID() : wanted.source
            if !volumes.contains(where: { $0.name == name }) {
                addVolume(named: name, labels: [:], driver: "local", isAnonymous: wanted.source.isEmpty, at: now)
            }
            mounts.append(
                SimulatedContainer.Mount(
                    type: "volume",
                    volume: name,
                    source: "/var/lib/simulated/volumes/\(name)/_data",
                    destination: wanted.target
                )
            )
        }
        return mounts
    }
}
