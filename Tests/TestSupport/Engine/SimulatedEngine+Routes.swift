/// Which part of the API a request is for.
extension SimulatedEngine {
    func answer(_ request: ServedRequest) -> ServedAnswer {
        do {
            return try route(request)
        } catch {
            return .refusal((error as? Refusal) ?? Refusal(400, "\(error)"))
        }
    }

    private func route(_ request: ServedRequest) throws -> ServedAnswer {
        switch request.parts.first ?? "" {
        case "_ping": return ping()
        case "version": return .json(version)
        case "info": return .json(info)
        case "containers": return try answerContainers(request)
        case "exec": return try answerExec(request)
        case "networks": return try answerNetworks(request)
        case "volumes": return try answerVolumes(request)
        case "images": return try answerImages(request)
        default: throw Self.unknownPage
        }
    }

    /// The engine's answer to a path that it does not have.
    static let unknownPage = Refusal(404, "page not found")

    private func ping() -> ServedAnswer {
        ServedAnswer(
            headers: ["Api-Version": apiVersion, "OSType": "linux", "Builder-Version": "1"],
            body: .bytes(Array("OK".utf8))
        )
    }

    private var apiVersion: String { "1.\(state.apiMinor)" }

    private var version: JSON {
        [
            "Version": "20.10.0-simulated",
            "ApiVersion": .text(apiVersion),
            "MinAPIVersion": "1.12",
            "Os": "linux",
            "Arch": "amd64",
            "KernelVersion": "6.0.0",
        ]
    }

    private var info: JSON {
        [
            "ID": "simulated",
            "Name": "simulated",
            "ServerVersion": "20.10.0-simulated",
            "Driver": "overlay2",
            "DriverStatus": [],
            "OSType": "linux",
            "Architecture": "x86_64",
            "CgroupVersion": "2",
            "NCPU": 2,
            "MemTotal": 8_000_000_000,
            "Swarm": ["LocalNodeState": "inactive"],
        ]
    }
}
