internal import ControlProtocol
internal import HTTPTypes
internal import HummingbirdCore

/// Projects, and what there is to know of them.
extension ControlInterface {
    var projectEndpoints: [ControlEndpoint] {
        [listProjects, getProject, putProject, deleteProject, getPlan, applyProject, getService]
    }

    private var listProjects: ControlEndpoint {
        ControlEndpoint(
            .get,
            "/v1/projects",
            "listProjects",
            "Lists the projects in the daemon's care.",
            answer: .init(status: 200, summary: "The projects, by name.", content: .list("ProjectStatus"))
        ) { [service] _ in
            try ControlAnswer.value(await service.status().projects)
        }
    }

    private var getProject: ControlEndpoint {
        ControlEndpoint(
            .get,
            Self.projectPath,
            "getProject",
            "Tells how a project fares.",
            answer: .init(status: 200, summary: "The project.", content: .value("ProjectStatus"))
        ) { [service] call in
            try ControlAnswer.value(try await service.project(call.part("name")))
        }
        .failing(404)
    }

    private var putProject: ControlEndpoint {
        ControlEndpoint(
            .put,
            Self.projectPath,
            "putProject",
            "Gives a project into the daemon's care, or says anew what is wanted of it.",
            answer: .init(status: 200, summary: "The project, now in care.", content: .value("ProjectStatus"))
        ) { [service] call in
            let handover = try await call.body(Handover.self)
            try RequestRules.check(handover, name: call.part("name"))
            return try ControlAnswer.value(try await service.take(handover))
        }
        .taking(body: "Handover")
        .failing(409, 422, 502, 503)
    }

    private var deleteProject: ControlEndpoint {
        ControlEndpoint(
            .delete,
            Self.projectPath,
            "deleteProject",
            "Takes a project out of the daemon's care; its containers run on, with their own restart policies.",
            answer: Self.done
        ) { [service] call in
            try await service.release(call.part("name"))
            return ControlAnswer.nothing
        }
        .failing(404, 409, 502, 503)
    }

    private var getPlan: ControlEndpoint {
        ControlEndpoint(
            .get,
            "\(Self.projectPath)/plan",
            "getPlan",
            "Tells what would be done for the project to be as wanted; changes nothing.",
            answer: .init(status: 200, summary: "The plan.", content: .value("Plan"))
        ) { [service] call in
            let name = call.part("name")
            return try ControlAnswer.value(PlanAnswer(try await service.plan(name), project: name))
        }
        .failing(404, 409, 502, 503)
    }

    private var applyProject: ControlEndpoint {
        ControlEndpoint(
            .post,
            "\(Self.projectPath)/apply",
            "applyProject",
            "Makes the project as wanted.",
            answer: Self.done
        ) { [service] call in
            try await service.apply(call.part("name"))
            return ControlAnswer.nothing
        }
        .failing(404, 409, 502, 503)
    }

    private var getService: ControlEndpoint {
        ControlEndpoint(
            .get,
            "\(Self.projectPath)/services/{service}",
            "explainService",
            "Explains why a service is as it is.",
            answer: .init(status: 200, summary: "The explanation.", content: .value("ServiceExplanation"))
        ) { [service] call in
            try ControlAnswer.value(
                try await service.explanation(call.part("name"), service: call.part("service"))
            )
        }
        .failing(404)
    }
}
