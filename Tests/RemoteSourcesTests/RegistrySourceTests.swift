import ComposeLoader
import Testing

@testable import RemoteSources

extension RemoteSourceTests {
    @Suite(.timeLimit(.minutes(1)))
    struct RegistrySourceTests {
        let directory: TemporaryDirectory

        init() throws {
            directory = try TemporaryDirectory()
        }

        private func files(login: @escaping RegistryLogin.Lookup = { _ in nil }) -> CachedRemoteFiles {
            CachedRemoteFiles(environment: ["XDG_CACHE_HOME": directory.path], login: login)
        }

        private func failure(_ resource: String, login: @escaping RegistryLogin.Lookup = { _ in nil }) -> RemoteFailure?
        {
            do throws(RemoteFailure) {
                _ = try files(login: login).localPath(of: resource)
                return nil
            } catch {
                return error
            }
        }

        @Test func `layers become files, and several compose files one of several documents`() throws {
            let project = PublishedProject([
                PublishedProject.Layer(text: "a: 1", annotations: ["com.docker.compose.file": "compose.yaml"]),
                PublishedProject.Layer(text: "b: 2", annotations: ["com.docker.compose.file": "over.yaml"]),
                PublishedProject.Layer(
                    text: "c: 3",
                    annotations: ["com.docker.compose.extends": "true", "com.docker.compose.file": "base.yaml"]
                ),
                PublishedProject.Layer(
                    text: "A=1",
                    type: ComposeArtifact.environmentFileType,
                    annotations: ["com.docker.compose.envfile": "web.env"]
                ),
            ])
            let registry = try StubRegistry { project.answer($0) }
            let path = try files().localPath(of: "oci://\(registry.host)/team/shop:1")
            #expect(path == "\(directory.path)/swiftcompose/oci/\(project.digest.hexadecimal)/compose.yaml")
            #expect(TemporaryDirectory.read(path) == "a: 1\n---\nb: 2")
            let place = "swiftcompose/oci/\(project.digest.hexadecimal)"
            #expect(directory.list(place) == ["base.yaml", "compose.yaml", "web.env"])
            #expect(directory.read("\(place)/web.env") == "A=1")
        }

        @Test func `a tag is looked up again and a digest is not, but nothing is fetched twice`() throws {
            let project = PublishedProject([PublishedProject.Layer(text: "a: 1")])
            let registry = try StubRegistry { project.answer($0) }
            let path = try files().localPath(of: "oci://\(registry.host)/team/shop:1")
            #expect(registry.requests.count == 2)
            #expect(try files().localPath(of: "oci://\(registry.host)/team/shop:1") == path)
            #expect(registry.requests.count == 3)
            #expect(try files().localPath(of: "oci://\(registry.host)/team/shop@\(project.digest.text)") == path)
            #expect(registry.requests.count == 3)
        }

        @Test func `an index leads to the compose project in it`() throws {
            let project = PublishedProject([PublishedProject.Layer(text: "a: 1")])
            let index = Array(
                #"""
                {"schemaVersion": 2, "manifests": [
                  {"mediaType": "m", "digest": "sha256:00", "artifactType": "other"},
                  {"mediaType": "m", "digest": "\#(project.digest.text)", "artifactType": "\#(ComposeArtifact.projectType)"}
                ]}
                """#.utf8
            )
            let registry = try StubRegistry { request in
                request.line.hasSuffix("manifests/1") ? StubRegistry.Answer(body: index) : project.answer(request)
            }
            let path = try files().localPath(of: "oci://\(registry.host)/team/shop:1")
            #expect(TemporaryDirectory.read(path) == "a: 1")
            #expect(path.contains(Digest(of: index).hexadecimal))
        }

        @Test func `a registry that wants a token gets one with the login, which it is not shown itself`() throws {
            let project = PublishedProject([PublishedProject.Layer(text: "a: 1")])
            let registry = try StubRegistry { request in
                if request.line.hasPrefix("GET /token?") {
                    return StubRegistry.Answer(body: Array(#"{"token": "T"}"#.utf8))
                }
                guard request.fields["authorization"] == "Bearer T" else {
                    let realm = "http://\(request.fields["host"] ?? "")/token"
                    return StubRegistry.Answer(
                        status: "401 Unauthorized",
                        fields: [
                            "WWW-Authenticate":
                                #"Bearer realm="\#(realm)",service="s t",scope="repository:team/shop:pull""#
                        ]
                    )
                }
                return project.answer(request)
            }
            let path = try files { registry in
                RegistryLogin(username: "me", password: registry.hasPrefix("127.0.0.1:") ? "secret" : "wrong")
            }.localPath(of: "oci://\(registry.host)/team/shop:1")
            #expect(TemporaryDirectory.read(path) == "a: 1")
            let requests = registry.requests
            #expect(
                requests.map(\.line) == [
                    "GET /v2/team/shop/manifests/1", "GET /token?service=s%20t&scope=repository%3Ateam%2Fshop%3Apull",
                    "GET /v2/team/shop/manifests/1",
                    "GET /v2/team/shop/blobs/\(Digest(of: Array("a: 1".utf8)).text)",
                ]
            )
            #expect(requests.map { $0.fields["authorization"] } == [nil, "Basic bWU6c2VjcmV0", "Bearer T", "Bearer T"])
        }

        @Test func `an identity token is exchanged for one that reads`() throws {
            let project = PublishedProject([PublishedProject.Layer(text: "a: 1")])
            let registry = try StubRegistry { request in
                if request.line == "POST /token" {
                    return StubRegistry.Answer(body: Array(#"{"access_token": "T"}"#.utf8))
                }
                guard request.fields["authorization"] == "Bearer T" else {
                    let realm = "http://\(request.fields["host"] ?? "")/token"
                    return StubRegistry.Answer(
                        status: "401 Unauthorized",
                        fields: ["WWW-Authenticate": #"Bearer realm="\#(realm)""#]
                    )
                }
                return project.answer(request)
            }
            _ = try files { _ in RegistryLogin(username: "", password: "", identityToken: "I&I") }
                .localPath(of: "oci://\(registry.host)/team/shop:1")
            let form = registry.requests.first { $0.line == "POST /token" }?.body
            #expect(form?.hasSuffix("grant_type=refresh_token&client_id=swiftcompose&refresh_token=I%26I") == true)
        }

        @Test func `a blob is fetched from where the registry leads, which is not shown the login`() throws {
            let project = PublishedProject([PublishedProject.Layer(text: "a: 1")])
            let store = try StubRegistry { project.answer($0) }
            let elsewhere = store.host
            let registry = try StubRegistry { request in
                guard request.fields["authorization"] != nil else {
                    return StubRegistry.Answer(status: "401 Unauthorized", fields: ["WWW-Authenticate": "Basic"])
                }
                guard request.line.contains("/blobs/") else { return project.answer(request) }
                let path = request.line.dropFirst("GET ".count)
                return StubRegistry.Answer(
                    status: "307 Temporary Redirect",
                    fields: ["Location": "http://\(elsewhere)\(path)"]
                )
            }
            let path = try files { _ in RegistryLogin(username: "me", password: "secret") }
                .localPath(of: "oci://\(registry.host)/team/shop:1")
            #expect(TemporaryDirectory.read(path) == "a: 1")
            #expect(store.requests.count == 1)
            #expect(store.requests.first?.fields["authorization"] == nil)
        }

        @Test func `content with another digest than its name is refused and not kept`() throws {
            let project = PublishedProject([PublishedProject.Layer(text: "a: 1")])
            let registry = try StubRegistry { request in
                request.line.contains("/blobs/")
                    ? StubRegistry.Answer(body: Array("evil: 1".utf8)) : project.answer(request)
            }
            let digest = Digest(of: Array("a: 1".utf8)).text
            #expect(
                failure("oci://\(registry.host)/team/shop:1")?.reason
                    == "what the registry sends for \(digest) has another digest"
            )
            let other = "sha256:" + String(repeating: "0", count: 64)
            let liar = try StubRegistry { _ in StubRegistry.Answer(body: project.manifest) }
            #expect(
                failure("oci://\(liar.host)/team/shop@\(other)")?.reason
                    == "what the registry sends for \(other) has another digest"
            )
            #expect(directory.list("swiftcompose/oci").isEmpty)
        }

        @Test func `what cannot be had is said in the words of the registry and with what to do`() throws {
            let project = PublishedProject([PublishedProject.Layer(text: "a: 1")])
            let registry = try StubRegistry { project.answer($0) }
            let host = registry.host
            #expect(
                failure("oci://\(host)/team/shop:2")
                    == RemoteFailure("registry '\(host)' has no '2' of 'team/shop': nothing here")
            )
            let closed = try StubRegistry { _ in StubRegistry.Answer(status: "401 Unauthorized") }
            let refused = failure("oci://\(closed.host)/team/shop:1")
            #expect(refused?.reason == "registry '\(closed.host)' does not let you read 'team/shop'")
            #expect(refused?.hint == "log in with 'docker login \(closed.host)'")
            let nobody = failure("oci://127.0.0.1:1/team/shop:1")
            #expect(nobody?.reason.hasPrefix("cannot reach registry '127.0.0.1:1': ") == true)
        }

        @Test func `an image is no compose project`() throws {
            let image = PublishedProject([PublishedProject.Layer(text: "x", type: "application/tar")], artifactType: "")
            let registry = try StubRegistry { image.answer($0) }
            #expect(failure("oci://\(registry.host)/team/shop:1")?.reason == "it is no compose project")
        }

        @Test(arguments: ["../out.env", "a/b", "/etc/x", ".."])
        func `a layer does not write outside of its directory`(name: String) throws {
            let project = PublishedProject([
                PublishedProject.Layer(text: "a: 1"),
                PublishedProject.Layer(
                    text: "A=1",
                    type: ComposeArtifact.environmentFileType,
                    annotations: ["com.docker.compose.envfile": name]
                ),
            ])
            let registry = try StubRegistry { project.answer($0) }
            let reason = failure("oci://\(registry.host)/team/shop:1")?.reason
            #expect(reason?.hasSuffix("names a file elsewhere: '\(name)'") == true)
        }

        @Test func `waiting loads do not starve each other, however many there are`() async throws {
            let project = PublishedProject([PublishedProject.Layer(text: "a: 1")])
            let registry = try StubRegistry { project.answer($0) }
            let (files, resource) = (self.files(), "oci://\(registry.host)/team/shop:1")
            let paths = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<16 {
                    group.addTask { try files.localPath(of: resource) }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(paths.count == 1)
            #expect(directory.list("swiftcompose/oci") == [project.digest.hexadecimal])
        }

        @Test func `a cancelled task ends the wait for a registry that says nothing`() async throws {
            let listener = try SilentServer()
            let (files, resource) = (self.files(), "oci://127.0.0.1:\(listener.port)/team/shop:1")
            let task = Task { () -> RemoteFailure? in
                do throws(RemoteFailure) {
                    _ = try files.localPath(of: resource)
                    return nil
                } catch {
                    return error
                }
            }
            try await Task.sleep(for: .milliseconds(200))
            task.cancel()
            #expect(await task.value?.reason == "interrupted")
        }

        @Test func `a credential helper is asked with the registry's name and may have nothing`() throws {
            let script = """
                #!/bin/sh
                read -r server
                [ "$server" = ghcr.io ] || exit 1
                echo '{"ServerURL": "ghcr.io", "Username": "me", "Secret": "s"}'
                """
            try directory.write(script, to: "docker-credential-stub")
            let path = "\(directory.path)/docker-credential-stub"
            #expect(try ChildProcess(words: ["chmod", "+x", path], environment: [:]).run()?.status == 0)
            // Programs with a slash in their name are not looked up.
            let helper = CredentialHelper(program: path, environment: ["PATH": "/usr/bin:/bin"])
            #expect(try helper.login(for: "ghcr.io") == RegistryLogin(username: "me", password: "s"))
            #expect(try helper.login(for: "other") == nil)
            #expect(throws: RemoteFailure.self) {
                try CredentialHelper("no-such", environment: [:]).login(for: "ghcr.io")
            }
        }
    }
}
