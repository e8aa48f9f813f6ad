import ControlProtocol
import HTTPTypes
import Testing

@testable import Supervisor

@Suite struct MalformedRequestTests {
    private let caller = ControlCaller()

    @Test(arguments: ["/", "/v1", "/v1/projects/", "/v1/projects//plan", "/v2/status", "*", "/v1/status/"])
    func `an unknown path is told so`(_ path: String) async throws {
        let answer = try await caller.call(.get, path)
        #expect(answer.status == 404)
        #expect(answer.failure?.hint?.contains("/openapi.json") == true)
        #expect(answer.headers[.contentType] == "application/json")
    }

    @Test func `a wrong method is told which there are`() async throws {
        let answer = try await caller.call(.patch, "/v1/projects/shop")
        #expect(answer.status == 405)
        #expect(answer.headers[.allow] == "GET, PUT, DELETE")
        #expect(answer.failure?.message == "'PATCH' cannot be done here")
    }

    @Test func `an answer to HEAD has no body`() async throws {
        let answer = try await caller.call(.head, "/v1/status")
        #expect(answer.status == 405)
        #expect(answer.text.isEmpty)
    }

    @Test(
        arguments: [
            "limit=0", "limit=x", "limit=10001", "limit=+5", "limit=", "since=-1", "since=nan", "since=1e400", "open=1",
            "open=", "project=", "project=a&project=b", "colour=red", "project=%zz",
        ]
    )
    func `a query that makes no sense is refused`(_ query: String) async throws {
        let answer = try await caller.call(.get, "/v1/incidents?\(query)")
        #expect(answer.status == 400)
        #expect(answer.failure != nil)
    }

    @Test(
        arguments: [
            "", "{", "[]", "null", "\"x\"", "{\"verb\":\"up\"}", "{\"verb\":\"fly\",\"services\":[],\"process\":1}",
            "{\"verb\":\"up\",\"services\":[],\"process\":0}", "{\"verb\":\"up\",\"services\":null,\"process\":1}",
            "{\"verb\":\"up\",\"services\":[],\"process\":1e30}", "{\"verb\":\"up\",\"services\":[1],\"process\":1}",
        ]
    )
    func `a body that is something else is refused`(_ body: String) async throws {
        let answer = try await caller.call(
            .post,
            "/v1/projects/shop/announcements",
            headers: [.contentType: "application/json; charset=utf-8"],
            body: body
        )
        #expect(answer.status == 400)
        #expect(
            answer.failure?.message.hasPrefix("the body") == true || answer.failure?.message.contains("process") == true
        )
        #expect(await caller.service.announcements.isEmpty)
    }

    @Test func `what is missing in a body is named`() async throws {
        let body = "{\"verb\":\"up\",\"services\":[]}"
        let answer = try await caller.call(.post, "/v1/projects/shop/announcements", body: body)
        #expect(answer.failure?.message == "the body lacks 'process'")
    }

    @Test func `a body in another form than JSON is refused`() async throws {
        let answer = try await caller.call(
            .post,
            "/v1/projects/shop/lease",
            headers: [.contentType: "application/x-www-form-urlencoded"],
            body: "removesVolumes=true"
        )
        #expect(answer.status == 415)
    }

    @Test func `a handover has to be of the project in the path, and its paths absolute`() async throws {
        let other = try await caller.send(Handover.sample("blog"), .put, "/v1/projects/shop")
        #expect(other.status == 409)
        let shouting = try await caller.send(Handover.sample("SHOP"), .put, "/v1/projects/SHOP")
        #expect(shouting.status == 400)
        var relative = Handover.sample()
        relative.source.files = ["compose.yaml"]
        #expect(try await caller.send(relative, .put, "/v1/projects/shop").status == 400)
        var endless = Handover.sample()
        endless.lease = Lease(ends: 1e300)
        #expect(try await caller.send(endless, .put, "/v1/projects/shop").status == 400)
        #expect(await caller.service.handovers.isEmpty)
    }

    @Test func `a body larger than the limit is refused, whether it says so or not`() async throws {
        let large = String(repeating: " ", count: ControlCall.bodyLimit + 1)
        let answer = try await caller.call(.put, "/v1/projects/shop", body: large)
        #expect(answer.status == 413)
        let announced = try await caller.call(.put, "/v1/projects/shop", headers: [.contentLength: "99999999"])
        #expect(announced.status == 413)
        #expect(announced.failure?.message == "the request is larger than 16 MiB")
    }

    @Test func `what the supervision refuses is answered in its words`() async throws {
        let unknown = try await caller.call(.get, "/v1/projects/nope")
        #expect(unknown.status == 404)
        #expect(unknown.failure == ControlError.unknownProject("nope").failure)
        await caller.service.fail(ControlError.engine("no such image"))
        let refused = try await caller.call(.get, "/v1/projects/shop/plan")
        #expect(refused.status == 502)
        #expect(refused.failure?.message == "no such image")
    }

    @Test func `what nobody has thought of keeps its words to the log`() async throws {
        struct Secret: Error { var password = "hunter2" }
        await caller.service.fail(Secret())
        let answer = try await caller.call(.post, "/v1/projects/shop/apply")
        #expect(answer.status == 500)
        #expect(!answer.text.contains("hunter2"))
    }

    @Test func `a caller that is not known to be allowed is refused`() async throws {
        var caller = caller
        caller.access = .local(user: 0, group: 0)
        #expect(try await caller.call(.get, "/v1/status").status == 403)
    }

    @Test func `the daemon's user, root and the group's members are allowed`() {
        typealias Peer = PeerAccess.Peer
        #expect(PeerAccess.isAllowed(Peer(user: 4_000_001, group: 5), user: 4_000_001, group: 4_000_009))
        #expect(PeerAccess.isAllowed(Peer(user: 0, group: 0), user: 4_000_001, group: 4_000_009))
        #expect(PeerAccess.isAllowed(Peer(user: 4_000_002, group: 4_000_009), user: 4_000_001, group: 4_000_009))
        #expect(!PeerAccess.isAllowed(Peer(user: 4_000_002, group: 5), user: 4_000_001, group: 4_000_009))
    }
}
