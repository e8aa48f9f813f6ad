import CurlHTTP
import Testing

@testable import DockerEngine

@Suite(.timeLimit(.minutes(1)))
struct ImageEndpointTests {
    @Test func `an image that is not there is nil`() async throws {
        let engine = try StubEngine { request in
            request.target.contains("gone") ? .json(#"{"message":"no"}"#, status: 404) : .json(#"{"Id":"sha256:1"}"#)
        }
        let client = engine.client()
        #expect(try await client.inspectImage("gone") == nil)
        #expect(try await client.inspectImage("ghcr.io/a/b:1")?.id == "sha256:1")
        #expect(engine.lines == ["GET /v1.51/images/gone/json", "GET /v1.51/images/ghcr.io/a/b:1/json"])
    }

    @Test func `an inspection tells what the image declares`() async throws {
        let engine = try StubEngine(
            answering: .json(
                #"{"Id":"sha256:1","RepoTags":["a:1"],"RepoDigests":null,"Os":"linux","Architecture":"arm64","#
                    + #""Variant":"v8","Size":12,"Metadata":{"LastTagTime":"2025-01-01T00:00:00Z"},"#
                    + #""Descriptor":{"mediaType":"m","digest":"sha256:9","size":3},"Config":{"Cmd":["run"],"#
                    + #""Entrypoint":null,"Volumes":{"/b":{},"/a":{}},"ExposedPorts":{"80/tcp":{}},"#
                    + #""Healthcheck":{"Test":["CMD","x"],"Interval":5000000000}}}"#
            )
        )
        let found = try await engine.client().inspectImage("a:1")
        let image = try #require(found)
        #expect(image.config.command == ["run"])
        #expect(image.config.entrypoint == nil)
        #expect(image.config.volumes == ["/a", "/b"])
        #expect(image.config.exposedPorts == ["80/tcp"])
        #expect(image.config.healthcheck?.interval == .seconds(5))
        #expect(image.config.healthcheck?.isActive == true)
        #expect(image.variant == "v8")
        #expect(image.lastTagged == "2025-01-01T00:00:00Z")
        #expect(image.descriptor?.digest == "sha256:9")
        #expect(engine.lines.count == 1)
    }

    @Test func `a registry is asked for a digest without pulling`() async throws {
        let engine = try StubEngine(
            answering: .json(#"{"Descriptor":{"mediaType":"m","digest":"sha256:9","size":3},"Platforms":null}"#)
        )
        let reference = try ImageReference("nginx:1")
        let login = RegistryAuth(username: "me", password: "a?>~b")
        let found = try await engine.client().distribution(reference, auth: login)
        #expect(found.descriptor.digest == "sha256:9")
        #expect(engine.lines == ["GET /v1.51/distribution/docker.io/library/nginx:1/json"])
        #expect(
            engine.requests.first?.headers["x-registry-auth"] == "eyJwYXNzd29yZCI6ImE_Pn5iIiwidXNlcm5hbWUiOiJtZSJ9"
        )
    }

    @Test func `a pull shows its login and its progress`() async throws {
        let engine = try StubEngine(
            answering: .chunks([
                #"{"status":"Downloading","id":"ab","progressDetail":{"current":5,"total":9}}"# + "\r\n",
                #"{"status":"Extracting","id":"ab","progressDetail":{}}"# + "\r\n",
                #"{"errorDetail":{"message":"no space"},"error":"no space"}"# + "\r\n",
            ])
        )
        let reference = try ImageReference("nginx")
        let login = RegistryAuth(username: "me", password: "a?>~b")
        var steps: [ImageProgress] = []
        for try await step in try await engine.client().pullImage(reference, platform: "linux/amd64", auth: login) {
            steps.append(step)
        }
        #expect(steps.map(\.status) == ["Downloading", "Extracting", nil])
        #expect(steps.map(\.progress?.current) == [5, nil, nil])
        #expect(steps.last?.failure == "no space")
        #expect(engine.lines == ["POST /v1.51/images/create?fromImage=nginx&tag=latest&platform=linux%2Famd64"])
        #expect(
            engine.requests.first?.headers["x-registry-auth"] == "eyJwYXNzd29yZCI6ImE_Pn5iIiwidXNlcm5hbWUiOiJtZSJ9"
        )
    }

    @Test func `a digest is pulled rather than the tag beside it`() async throws {
        let engine = try StubEngine(answering: .chunks([]))
        let digest = "sha256:" + String(repeating: "a", count: 64)
        let reference = try ImageReference("ghcr.io/x/y:1@\(digest)")
        for try await _ in try await engine.client().pullImage(reference) {}
        #expect(
            engine.lines == [
                "POST /v1.51/images/create?fromImage=ghcr.io%2Fx%2Fy&tag=sha256%3A" + String(repeating: "a", count: 64)
            ]
        )
        #expect(engine.requests.first?.headers["x-registry-auth"] == nil)
    }

    @Test func `a push always shows a login and ends with a digest`() async throws {
        let engine = try StubEngine(
            answering: .chunks([
                #"{"status":"Pushed","id":"ab"}"#, #"{"aux":{"Tag":"1","Digest":"sha256:7","Size":2}}"#,
            ])
        )
        var digests: [String?] = []
        for try await step in try await engine.client().pushImage(try ImageReference("team/app:1")) {
            digests.append(step.digest)
        }
        #expect(digests == [nil, "sha256:7"])
        #expect(engine.lines == ["POST /v1.51/images/team/app/push?tag=1"])
        #expect(engine.requests.first?.headers["x-registry-auth"] == "e30=")
    }

    @Test func `images are listed, tagged and removed`() async throws {
        let engine = try StubEngine { request in
            if request.method == "DELETE" { return .json(#"[{"Untagged":"a:1"},{"Deleted":"sha256:1"}]"#) }
            return request.method == "GET"
                ? .json(#"[{"Id":"1","RepoTags":["<none>:<none>","a:1"],"RepoDigests":null,"Created":4}]"#)
                : .status(201)
        }
        let client = engine.client()
        let images = try await client.listImages(filters: ["reference": ["a"]])
        #expect(images.map(\.tags) == [["a:1"]])
        try await client.tagImage("sha256:1", as: try ImageReference("localhost:5000/b"))
        let removed = try await client.removeImage("a:1", force: true, keepsParents: true)
        #expect(removed.map(\.untagged) == ["a:1", nil])
        #expect(removed.map(\.deleted) == [nil, "sha256:1"])
        #expect(
            engine.lines == [
                "GET /v1.51/images/json?filters=%7B%22reference%22%3A%5B%22a%22%5D%7D",
                "POST /v1.51/images/sha256:1/tag?repo=localhost%3A5000%2Fb&tag=latest",
                "DELETE /v1.51/images/a:1?force=1&noprune=1",
            ]
        )
    }

    @Test func `a build sends its context and reports its steps`() async throws {
        let engine = try StubEngine(
            answering: .chunks([
                #"{"stream":"Step 1/1 : FROM a\n"}"#, #"{"aux":{"ID":"sha256:1"}}"#, #"{"aux":"trace"}"#,
                #"{"errorDetail":{"code":2,"message":"make failed"},"error":"make failed"}"#,
            ])
        )
        var options = BuildOptions()
        options.dockerfile = "sub/Dockerfile"
        options.tags = ["a:1", "b"]
        options.buildArguments = ["X": "1", "Y": nil]
        options.target = "final"
        options.extraHosts = ["h:1.2.3.4", "i:::1"]
        options.skipsCache = true
        options.cacheSources = ["c"]
        options.ulimits = [Ulimit(name: "nofile", soft: 1, hard: 2)]
        let steps = try await engine.client().buildImage(options, context: .bytes([1, 2, 3]))
        var seen: [BuildProgress] = []
        for try await step in steps { seen.append(step) }
        #expect(seen.map(\.text) == ["Step 1/1 : FROM a\n", nil, nil, nil])
        #expect(seen.map(\.imageID) == [nil, "sha256:1", nil, nil])
        #expect(seen.last?.failure == "make failed")
        #expect(seen.last?.failureCode == 2)
        #expect(engine.requests.first?.body == [1, 2, 3])
        #expect(engine.requests.first?.headers["content-type"] == "application/x-tar")
        #expect(
            engine.lines == [
                "POST /v1.51/build?dockerfile=sub%2FDockerfile&t=a%3A1&t=b"
                    + "&buildargs=%7B%22X%22%3A%221%22%2C%22Y%22%3Anull%7D&target=final&nocache=1"
                    + "&extrahosts=h%3A1.2.3.4%2Ci%3A%3A%3A1&cachefrom=%5B%22c%22%5D&rm=1"
                    + "&ulimits=%5B%7B%22Hard%22%3A2%2C%22Name%22%3A%22nofile%22%2C%22Soft%22%3A1%7D%5D"
            ]
        )
    }
}
