internal import ControlProtocol
internal import CurlHTTP

extension DaemonClient {
    /// `GET /v1/status`.
    func status() async throws -> DaemonStatus {
        try decode(DaemonStatus.self, from: await self.answer("GET", RequestTarget("status")))
    }

    /// The project as the daemon sees it; nil when it is not in its care.
    ///
    /// `GET /v1/projects/{name}`
    func project(_ name: String) async throws -> ProjectStatus? {
        let answer = try await self.answer("GET", RequestTarget("projects", name))
        return answer.status == 404 ? nil : try decode(ProjectStatus.self, from: answer)
    }

    /// Gives a project into the daemon's care, or tells it what is wanted of it now.
    ///
    /// `PUT /v1/projects/{name}`
    func take(_ handover: Handover) async throws {
        let target = RequestTarget("projects", handover.name)
        try check(await self.answer("PUT", target, sending: JSONText.line(handover)))
    }

    /// Takes a project out of the daemon's care; its containers run on.
    ///
    /// `DELETE /v1/projects/{name}`
    ///
    /// - Returns: whether it was in its care.
    @discardableResult
    func release(_ name: String) async throws -> Bool {
        let answer = try await self.answer("DELETE", RequestTarget("projects", name))
        guard answer.status != 404 else { return false }
        try check(answer)
        return true
    }

    /// Lets the daemon bring a project into the state that it was handed over in.
    ///
    /// `POST /v1/projects/{name}/apply`
    func apply(_ name: String) async throws {
        try check(await self.answer("POST", RequestTarget("projects", name, "apply")))
    }

    private struct Announced: Decodable {
        var number: Int
    }

    /// Says that somebody is about to change the project, and returns the number to end that by.
    ///
    /// `POST /v1/projects/{name}/announcements`
    func announce(_ announcement: Announcement, in name: String) async throws -> Int {
        let target = RequestTarget("projects", name, "announcements")
        return try decode(
            Announced.self,
            from: await self.answer("POST", target, sending: JSONText.line(announcement))
        ).number
    }

    /// `DELETE /v1/projects/{name}/announcements/{number}`.
    func endAnnouncement(_ number: Int, in name: String, succeeded: Bool) async throws {
        var target = RequestTarget("projects", name, "announcements", "\(number)")
        target.set("succeeded", succeeded ? "true" : "false")
        try check(await self.answer("DELETE", target))
    }
}

/// What the daemon remembers.
extension DaemonClient {
    /// Newest first.
    ///
    /// - `project`: nil is every project, also those that are no longer in the daemon's care.
    /// - `since`: seconds since 1970; nil is all that is kept.
    ///
    /// `GET /v1/incidents`
    func incidents(project: String?, since: Double?, onlyOpen: Bool) async throws -> [Incident] {
        var target = RequestTarget("incidents")
        target.set("project", project)
        target.set("since", since.map { "\($0)" })
        target.set("open", onlyOpen ? "true" : nil)
        return try decode([Incident].self, from: await self.answer("GET", target))
    }

    /// Oldest first; of more than the limit the last ones.
    ///
    /// - `since`: seconds since 1970; nil is all that is kept.
    ///
    /// `GET /v1/projects/{name}/timeline`
    func timeline(project: String, since: Double?, limit: Int) async throws -> [TimelineEntry] {
        var target = RequestTarget("projects", project, "timeline")
        target.set("since", since.map { "\($0)" })
        target.set("limit", "\(limit)")
        return try decode([TimelineEntry].self, from: await self.answer("GET", target))
    }

    /// `GET /v1/projects/{name}/services/{service}`.
    func explanation(of service: String, in project: String) async throws -> ServiceExplanation {
        let target = RequestTarget("projects", project, "services", service)
        return try decode(ServiceExplanation.self, from: await self.answer("GET", target))
    }

    /// What happens from now on; of every project where none is named.
    ///
    /// `GET /v1/events`
    func events(project: String?) async throws -> DaemonEvents {
        var target = RequestTarget("events")
        target.set("project", project)
        let response = try await open("GET", target, accept: "application/x-ndjson")
        guard (200...299).contains(response.status) else {
            try check(Answer(status: response.status, body: await response.body.collect()))
            preconditionFailure("an answer that is no success has been thrown")
        }
        return DaemonEvents(response.body)
    }
}
