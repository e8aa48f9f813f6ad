internal import Synchronization

/// `/containers/…` and `/exec/…`.
extension SimulatedEngine {
    func answerContainers(_ request: ServedRequest) throws -> ServedAnswer {
        let parts = request.parts
        switch (request.method, parts.count) {
        case ("GET", 2) where parts[1] == "json": return try listContainers(request)
        case ("POST", 2) where parts[1] == "create": return try createContainer(request)
        case ("DELETE", 2):
            let (force, volumes) = (request.flag("force"), request.flag("v"))
            let isUp = state.container(parts[1])?.isUp ?? false
            if force, isUp { OwnThread.pause(behaviour(of: parts[1]).stopLatency) }
            try change { state, now in
                try state.removeContainer(parts[1], force: force, volumes: volumes, at: now)
            }
            return .status(204)
        case ("GET", 3): return try show(request, parts[1], parts[2])
        case ("POST", 3): return try act(request, parts[1], parts[2])
        case ("PUT", 3) where parts[2] == "archive":
            _ = try container(parts[1])
            return .status(200)
        default: throw Self.unknownPage
        }
    }

    private func listContainers(_ request: ServedRequest) throws -> ServedAnswer {
        let filters = try ListFilters(request["filters"])
        let now = WallClock.now()
        let wantsAll = request.flag("all")
        let listed = state.containers.filter { container in
            (wantsAll || container.isUp) && filters.accepts(container)
        }
        // The engine lists the newest first.
        return .json(.list(listed.reversed().map { $0.summary(at: now) }))
    }

    private func createContainer(_ request: ServedRequest) throws -> ServedAnswer {
        let wanted = try request.decode(ContainerRequest.self)
        let service = wanted.labels["com.docker.compose.service"] ?? ""
        OwnThread.pause(state.script.behaviour(of: service).createLatency)
        let name = request["name"]
        let id: String = try change { state, now in
            try state.createContainer(named: name, wanted, at: now)
        }
        return .json(["Id": .text(id), "Warnings": []], status: 201)
    }

    private func show(_ request: ServedRequest, _ id: String, _ what: String) throws -> ServedAnswer {
        let container = try container(id)
        switch what {
        case "json": return .json(container.inspection())
        case "top": return .json(["Titles": ["PID", "CMD"], "Processes": []])
        case "logs":
            guard request.flag("follow"), container.isUp else { return .status(200) }
            return ServedAnswer(
                body: .later { [self] in
                    _ = waitForEnd(of: container, after: container.ends)
                    return []
                }
            )
        case "archive": throw Refusal(404, "Could not find the file in container \(container.id)")
        default: throw Self.unknownPage
        }
    }

    private func act(_ request: ServedRequest, _ id: String, _ what: String) throws -> ServedAnswer {
        switch what {
        case "start":
            OwnThread.pause(behaviour(of: id).startLatency)
            let hasStarted: Bool = try change { state, now in try state.startContainer(id, at: now) }
            return .status(hasStarted ? 204 : 304)
        case "stop":
            OwnThread.pause(behaviour(of: id).stopLatency)
            let hasStopped: Bool = try change { state, now in try state.stopContainer(id, at: now) }
            return .status(hasStopped ? 204 : 304)
        case "restart":
            let behaviour = behaviour(of: id)
            OwnThread.pause(behaviour.stopLatency + behaviour.startLatency)
            try change { state, now in try state.restartContainer(id, at: now) }
            return .status(204)
        case "kill":
            let signal = request["signal"]
            try change { state, now in try state.killContainer(id, signal: signal, at: now) }
            return .status(204)
        case "pause", "unpause":
            let isPaused = what == "pause"
            try change { state, now in try state.pauseContainer(id, isPaused: isPaused, at: now) }
            return .status(204)
        case "rename":
            let name = request["name"] ?? ""
            try change { state, now in try state.renameContainer(id, to: name, at: now) }
            return .status(204)
        case "update":
            let wanted = try request.decode(UpdateRequest.self)
            try change { state, now in try state.updateContainer(id, restartPolicy: wanted.policy, at: now) }
            return .json(["Warnings": .null])
        case "wait": return try answerWait(request, id)
        case "exec": return try createExec(id)
        case "resize": return .status(200)
        case "attach": throw Refusal(501, "a simulated engine has nothing to attach to")
        default: throw Self.unknownPage
        }
    }

    private func container(_ id: String) throws -> SimulatedContainer {
        let state = state
        return state.containers[try state.index(ofContainer: id)]
    }

    private func behaviour(of container: String) -> ServiceBehaviour {
        interior.withLock { interior -> ServiceBehaviour in interior.state.behaviour(ofContainer: container) }
    }

    // MARK: - Waiting

    private func answerWait(_ request: ServedRequest, _ id: String) throws -> ServedAnswer {
        let container = try container(id)
        if request["condition"] == "not-running" || request["condition"] == nil, !container.isUp {
            return .json(["StatusCode": .number(container.exitCode)])
        }
        return ServedAnswer(
            headers: ["Content-Type": "application/json"],
            body: .later { [self] in
                let code = waitForEnd(of: container, after: container.ends)
                let answer: JSON = ["StatusCode": .number(code)]
                return answer.bytes
            }
        )
    }

    /// Blocks until a container has ended once more or is gone, and returns its exit code.
    private func waitForEnd(of container: SimulatedContainer, after ends: Int) -> Int {
        while true {
            let code = interior.withLock { interior -> Int? in
                guard !interior.isStopped, let now = interior.state.container(container.id) else { return 0 }
                return now.ends > ends ? now.exitCode : nil
            }
            if let code { return code }
            OwnThread.pause(.milliseconds(2))
        }
    }

    // MARK: - Commands inside

    private func createExec(_ id: String) throws -> ServedAnswer {
        let exec: String = try change { state, _ in
            let index = try state.index(ofContainer: id)
            guard state.containers[index].status == .running else {
                throw Refusal(409, "Container \(id) is not running")
            }
            let exec = state.newID()
            state.execs[exec] = state.containers[index].id
            return exec
        }
        return .json(["Id": .text(exec)], status: 201)
    }

    /// Every command succeeds at once and says nothing.
    func answerExec(_ request: ServedRequest) throws -> ServedAnswer {
        let parts = request.parts
        guard parts.count == 3 else { throw Self.unknownPage }
        guard let container = state.execs[parts[1]] else { throw Refusal(404, "No such exec instance: \(parts[1])") }
        switch parts[2] {
        case "json":
            return .json([
                "ID": .text(parts[1]), "ContainerID": .text(container), "Running": false, "ExitCode": 0, "Pid": 0,
            ])
        case "start":
            let start = try request.decode(ExecStartRequest.self)
            return start.isDetached == true ? .status(200) : ServedAnswer(status: 101, body: .upgraded)
        case "resize": return .status(200)
        default: throw Self.unknownPage
        }
    }
}
