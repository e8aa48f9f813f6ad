import ControlProtocol
import HTTPTypes
import Testing

@testable import Supervisor

@Suite struct ControlRouteTests {
    private let caller = ControlCaller()

    @Test func `status and projects are told as they are`() async throws {
        let status = try await caller.call(.get, "/v1/status")
        #expect(status.status == 200)
        #expect(status.headers[.contentType] == "application/json")
        let expected = await caller.service.status()
        #expect(try status.decoded(DaemonStatus.self) == expected)
        let projects = try await caller.call(.get, "/v1/projects")
        #expect(try projects.decoded([ProjectStatus].self) == expected.projects)
        let project = try await caller.call(.get, "/v1/projects/shop")
        #expect(try project.decoded(ProjectStatus.self) == StubControlService.shop)
    }

    @Test func `a project is handed over, applied and released`() async throws {
        let taken = try await caller.send(Handover.sample("blog"), .put, "/v1/projects/blog")
        #expect(taken.status == 200)
        #expect(await caller.service.handovers == [.sample("blog")])
        #expect(try await caller.call(.post, "/v1/projects/shop/apply").status == 204)
        #expect(await caller.service.applied == 1)
        let released = try await caller.call(.delete, "/v1/projects/shop")
        #expect(released.status == 204)
        #expect(released.text.isEmpty)
        #expect(await caller.service.released == ["shop"])
    }

    @Test func `an announcement gets a number and is ended by it`() async throws {
        let announcement = Announcement(.stop, services: ["db"], process: 77)
        let answer = try await caller.send(announcement, .post, "/v1/projects/shop/announcements")
        #expect(answer.status == 201)
        #expect(answer.text == "{\"number\":1}\n")
        #expect(await caller.service.announcements == [announcement])
        let end = try await caller.call(.delete, "/v1/projects/shop/announcements/1?succeeded=false")
        #expect(end.status == 204)
        #expect(await caller.service.ended == [1: false])
        let unknown = try await caller.call(.delete, "/v1/projects/shop/announcements/2")
        #expect(unknown.status == 404)
        #expect(try await caller.call(.delete, "/v1/projects/shop/announcements/x").status == 400)
    }

    @Test func `a lease is set and ended`() async throws {
        let lease = Lease(ends: 1_800_000_000, process: 9, processStart: 12)
        #expect(try await caller.send(lease, .post, "/v1/projects/shop/lease").status == 204)
        #expect(try await caller.call(.delete, "/v1/projects/shop/lease").status == 204)
        #expect(await caller.service.leases == [lease, nil])
    }

    @Test func `a plan is told step by step with its causes`() async throws {
        let answer = try await caller.call(.get, "/v1/projects/shop/plan")
        #expect(answer.status == 200)
        #expect(answer.text.contains("\"operation\":\"create network shop_back\""))
        #expect(answer.text.contains("\"cause\":\"not found\""))
        #expect(answer.text.contains("\"after\":[1]"))
        #expect(answer.text.contains("\"summary\":\"2 to create"))
    }

    @Test func `a service is explained`() async throws {
        let answer = try await caller.call(.get, "/v1/projects/shop/services/app")
        #expect(try answer.decoded(ServiceExplanation.self).status.waitingFor == "db to be healthy")
        let unknown = try await caller.call(.get, "/v1/projects/shop/services/nope")
        #expect(unknown.status == 404)
        #expect(unknown.failure?.message == "project 'shop' has no service 'nope'")
    }

    @Test func `incidents and the timeline are filtered by the query`() async throws {
        let all = try await caller.call(.get, "/v1/incidents")
        #expect(try all.decoded([Incident].self).map(\.id) == [2, 1])
        let some = try await caller.call(.get, "/v1/incidents?project=shop&since=1.5e9&open=false&limit=5")
        #expect(try some.decoded([Incident].self).map(\.id) == [1])
        let lines = try await caller.call(.get, "/v1/projects/shop/timeline?limit=2")
        #expect(try lines.decoded([TimelineEntry].self).map(\.number) == [2, 3])
    }

    @Test func `names in the path may be escaped`() async throws {
        #expect(try await caller.call(.get, "/v1/projects/sh%6Fp").status == 200)
        #expect(try await caller.call(.get, "/v1/projects/%ff").status == 404)
        #expect(try await caller.call(.get, "/v1/projects/a%2Fb").failure?.message.contains("'a/b'") == true)
    }
}
