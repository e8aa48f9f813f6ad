/// A container as the engine's lists and inspections show it.
extension SimulatedContainer {
    /// An element of `GET /containers/json`.
    func summary(at now: Int) -> JSON {
        [
            "Id": .text(id),
            "Names": [.text("/\(name)")],
            "Image": .text(request.image),
            "ImageID": .text(imageID),
            "Command": .text(request.command.joined(separator: " ")),
            "Created": .number(createdAt / 1_000_000_000),
            "Ports": [],
            "Labels": .texts(labels),
            "State": .text(status.rawValue),
            "Status": .text(statusWords(at: now)),
            "HostConfig": ["NetworkMode": .text(request.networkMode ?? "default")],
            "NetworkSettings": ["Networks": .object(endpoints.mapValues { $0.json })],
            "Mounts": .list(mounts.map(\.json)),
        ]
    }

    /// The answer to `GET /containers/{id}/json`.
    func inspection() -> JSON {
        [
            "Id": .text(id),
            "Name": .text("/\(name)"),
            "Created": .text(WallClock.text(createdAt)),
            "State": state,
            "Image": .text(imageID),
            "Config": [
                "Hostname": .text(String(id.prefix(12))),
                "Env": .list(request.environment.map { JSON.text($0) }),
                "Cmd": .list(request.command.map { JSON.text($0) }),
                "Image": .text(request.image),
                "Labels": .texts(labels),
                "Healthcheck": healthcheck,
            ],
            "HostConfig": [
                "NetworkMode": .text(request.networkMode ?? "default"),
                "AutoRemove": .flag(request.isRemovedAtEnd),
                "RestartPolicy": ["Name": .text(restartPolicy), "MaximumRetryCount": 0],
            ],
            "NetworkSettings": ["Ports": [:], "Networks": .object(endpoints.mapValues { $0.json })],
            "Mounts": .list(mounts.map(\.json)),
            "RestartCount": 0,
            "Platform": "linux",
        ]
    }

    private var healthcheck: JSON {
        guard request.hasHealthcheck else { return .null }
        return ["Test": ["CMD", "true"]]
    }

    private var state: JSON {
        var fields: [String: JSON] = [
            "Status": .text(status.rawValue),
            "Running": .flag(isUp),
            "Paused": .flag(status == .paused),
            "ExitCode": .number(exitCode),
            "StartedAt": .text(WallClock.text(startedAt)),
            "FinishedAt": .text(WallClock.text(finishedAt)),
        ]
        if let health { fields["Health"] = ["Status": .text(health.rawValue), "FailingStreak": 0, "Log": []] }
        return .object(fields)
    }

    /// `Up 3 seconds (healthy)`, `Exited (0) 3 seconds ago`, `Created`.
    private func statusWords(at now: Int) -> String {
        func age(_ moment: Int?) -> String { "\(max(0, now - (moment ?? now)) / 1_000_000_000) seconds" }
        switch status {
        case .created: return "Created"
        case .exited: return "Exited (\(exitCode)) \(age(finishedAt)) ago"
        case .paused: return "Up \(age(startedAt)) (Paused)"
        case .running:
            switch health {
            case nil: return "Up \(age(startedAt))"
            case .starting: return "Up \(age(startedAt)) (health: starting)"
            case .healthy: return "Up \(age(startedAt)) (healthy)"
            case .unhealthy: return "Up \(age(startedAt)) (unhealthy)"
            }
        }
    }
}

extension SimulatedContainer.Endpoint {
    fileprivate var json: JSON {
        ["NetworkID": .text(networkID), "Aliases": .list(aliases.map { JSON.text($0) })]
    }
}

extension SimulatedContainer.Mount {
    fileprivate var json: JSON {
        [
            "Type": .text(type),
            "Name": .text(volume ?? ""),
            "Source": .text(source),
            "Destination": .text(destination),
            "Driver": .text(volume == nil ? "" : "local"),
            "RW": true,
        ]
    }
}
