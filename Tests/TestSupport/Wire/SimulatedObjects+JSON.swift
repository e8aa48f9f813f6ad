/// Networks, volumes, images and events as the engine tells of them.
extension SimulatedNetwork {
    var json: JSON {
        [
            "Id": .text(id),
            "Name": .text(name),
            "Driver": .text(driver),
            "Scope": "local",
            "Created": .text(WallClock.text(createdAt)),
            "Labels": .texts(labels),
            "Options": [:],
            "IPAM": ["Driver": "default", "Config": []],
        ]
    }
}

extension SimulatedVolume {
    var json: JSON {
        [
            "Name": .text(name),
            "Driver": .text(driver),
            "Mountpoint": .text("/var/lib/simulated/volumes/\(name)/_data"),
            "CreatedAt": .text(WallClock.text(createdAt)),
            "Scope": "local",
            "Labels": .texts(labels),
            "Options": [:],
        ]
    }
}

extension SimulatedImage {
    /// An element of `GET /images/json`, and with a few fields more the answer to `GET /images/{name}/json`.
    var json: JSON {
        [
            "Id": .text(id),
            "RepoTags": [.text(reference)],
            "RepoDigests": [],
            "Size": 1_000_000,
        ]
    }

    var inspection: JSON {
        [
            "Id": .text(id),
            "RepoTags": [.text(reference)],
            "RepoDigests": [],
            "Os": "linux",
            "Architecture": "amd64",
            "Size": 1_000_000,
            "Created": .text(WallClock.text(0)),
            "Config": ["Labels": [:]],
        ]
    }
}

extension SimulatedEvent {
    /// A line of `GET /events`.
    var json: JSON {
        [
            "Type": .text(kind.rawValue),
            "Action": .text(action),
            "Actor": ["ID": .text(actor), "Attributes": .texts(attributes)],
            "scope": "local",
            "time": .number(time / 1_000_000_000),
            "timeNano": .number(time),
        ]
    }
}
