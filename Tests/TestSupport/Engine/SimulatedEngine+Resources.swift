/// `/networks/…`, `/volumes/…` and `/images/…`.
extension SimulatedEngine {
    // MARK: - Networks

    func answerNetworks(_ request: ServedRequest) throws -> ServedAnswer {
        let parts = request.parts
        switch (request.method, parts.count) {
        case ("GET", 1):
            let filters = try ListFilters(request["filters"])
            let listed = state.networks.filter { network in
                filters.accepts(labels: network.labels) && filters.accepts("name", network.name)
                    && filters.accepts("id", network.id)
            }
            return .json(.list(listed.map { $0.json }))
        case ("POST", 2) where parts[1] == "create":
            let wanted = try request.decode(NetworkRequest.self)
            let id: String = try change { state, now in try state.createNetwork(wanted, at: now) }
            return .json(["Id": .text(id), "Warning": ""], status: 201)
        case ("GET", 2): return .json(try state.network(parts[1]).json)
        case ("DELETE", 2):
            try change { state, now in try state.removeNetwork(parts[1], at: now) }
            return .status(204)
        case ("POST", 3): return try attach(request, parts[1], parts[2])
        default: throw Self.unknownPage
        }
    }

    private func attach(_ request: ServedRequest, _ network: String, _ what: String) throws -> ServedAnswer {
        let wanted = try request.decode(ConnectionRequest.self)
        switch what {
        case "connect":
            let aliases = wanted.endpoint?.aliases ?? []
            try change { state, now in
                try state.connect(wanted.container, to: network, aliases: aliases, at: now)
            }
        case "disconnect":
            try change { state, now in try state.disconnect(wanted.container, from: network, at: now) }
        default: throw Self.unknownPage
        }
        return .status(200)
    }

    // MARK: - Volumes

    func answerVolumes(_ request: ServedRequest) throws -> ServedAnswer {
        let parts = request.parts
        switch (request.method, parts.count) {
        case ("GET", 1):
            let filters = try ListFilters(request["filters"])
            let listed = state.volumes.filter { volume in
                filters.accepts(labels: volume.labels) && filters.accepts("name", volume.name)
            }
            return .json(["Volumes": .list(listed.map { $0.json }), "Warnings": []])
        case ("POST", 2) where parts[1] == "create":
            let wanted = try request.decode(VolumeRequest.self)
            let volume: SimulatedVolume = try change { state, now in state.createVolume(wanted, at: now) }
            return .json(volume.json, status: 201)
        case ("GET", 2): return .json(try state.volume(parts[1]).json)
        case ("DELETE", 2):
            try change { state, now in try state.removeVolume(parts[1], at: now) }
            return .status(204)
        default: throw Self.unknownPage
        }
    }

    // MARK: - Images

    func answerImages(_ request: ServedRequest) throws -> ServedAnswer {
        let parts = request.parts
        // A reference may have slashes in it.
        let last = parts.count - 1
        switch (request.method, parts.last ?? "") {
        case ("GET", "json") where parts.count == 2:
            let filters = try ListFilters(request["filters"])
            let listed = state.images.filter { filters.accepts("reference", $0.reference) }
            return .json(.list(listed.map { $0.json }))
        case ("GET", "json"):
            let name = parts[1..<last].joined(separator: "/")
            guard let image = state.image(name) else { throw Refusal(404, "No such image: \(name)") }
            return .json(image.inspection)
        case ("POST", "create") where parts.count == 2:
            let reference = "\(request["fromImage"] ?? ""):\(request["tag"] ?? "latest")"
            try change { state, _ in state.addImage(reference) }
            return .json(["status": .text("Status: Downloaded newer image for \(reference)")])
        case ("DELETE", _) where parts.count > 1:
            let name = parts[1...].joined(separator: "/")
            let image: SimulatedImage = try change { state, _ in try state.removeImage(name) }
            return .json([["Untagged": .text(image.reference)], ["Deleted": .text(image.id)]])
        default: throw Self.unknownPage
        }
    }
}
