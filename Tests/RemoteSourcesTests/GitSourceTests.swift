import ComposeLoader
import FoundationEssentials
import Testing

@testable import RemoteSources

extension RemoteSourceTests {
    @Suite(.timeLimit(.minutes(1)))
    struct GitSourceTests {
        @Test func `a repository without a fragment is its HEAD, checked out in the cache by commit`() throws {
            let repository = try Repository()
            let commit = try repository.commit(["compose.yaml": "services: {}\n", "sub/a.txt": "a"])
            let path = try repository.localPath()
            #expect(path == "\(repository.directory.path)/cache/swiftcompose/git/\(commit)")
            #expect(repository.read("\(path)/compose.yaml") == "services: {}\n")
            #expect(repository.read("\(path)/sub/a.txt") == "a")
            #expect(repository.directory.list("cache/swiftcompose/git") == [commit])
        }

        @Test func `a branch is looked up again each time, and each of its commits has its own checkout`() throws {
            let repository = try Repository()
            try repository.commit(["compose.yaml": "one"], to: "next")
            let first = try repository.localPath("#next:compose.yaml")
            try repository.commit(["compose.yaml": "two"], to: "next")
            let second = try repository.localPath("#next:compose.yaml")
            #expect(repository.read(first) == "one")
            #expect(repository.read(second) == "two")
        }

        @Test func `an annotated tag means the commit that it is for`() throws {
            let repository = try Repository()
            let commit = try repository.commit(["compose.yaml": "one"])
            try repository.inWork("tag", "--annotate", "--message=first", "v1")
            try repository.inWork("push", "--quiet", repository.url, "v1")
            try repository.commit(["compose.yaml": "two"])
            #expect(try repository.localPath("#v1").hasSuffix("/git/\(commit)"))
        }

        @Test func `a commit named in full that was fetched once needs no repository any more`() throws {
            let repository = try Repository()
            let commit = try repository.commit(["compose.yaml": "one"])
            try repository.commit(["compose.yaml": "two"])
            let fragment = "#\(commit):compose.yaml"
            let path = try repository.localPath(fragment)
            try FileManager.default.removeItem(atPath: "\(repository.directory.path)/shop.git")
            #expect(try repository.localPath(fragment) == path)
            #expect(repository.read(path) == "one")
            #expect(throws: RemoteFailure.self) { try repository.localPath() }
        }

        @Test func `what is missing is named, and a fetch that fails leaves nothing behind`() throws {
            let repository = try Repository()
            let commit = try repository.commit(["compose.yaml": "one"])
            let branch = #expect(throws: RemoteFailure.self) {
                try repository.localPath("#mian")
            }
            #expect(branch?.reason == "there is no branch or tag 'mian'")

            let unknown = String(repeating: "0123456789", count: 4)
            let missing = #expect(throws: RemoteFailure.self) {
                try repository.localPath("#\(unknown)")
            }
            #expect(missing?.reason.hasPrefix("cannot fetch commit \(unknown): ") == true)
            #expect(repository.directory.list("cache/swiftcompose/git").isEmpty)

            let path = #expect(throws: RemoteFailure.self) {
                try repository.localPath("#main:deploy")
            }
            #expect(path?.reason == "there is no 'deploy' in commit \(commit)")

            let repositoryFailure = #expect(throws: RemoteFailure.self) {
                try repository.files.localPath(of: "file:///nowhere/shop.git")
            }
            #expect(repositoryFailure?.reason.hasPrefix("cannot look up 'HEAD': ") == true)
            #expect(repositoryFailure?.hint != nil)
        }

        @Test func `a link in a repository does not lead out of it`() throws {
            let repository = try Repository()
            try repository.directory.write("secret", to: "outside.yaml")
            try repository.commit(["compose.yaml": "one"])
            try FileManager.default.createSymbolicLink(
                atPath: "\(repository.directory.path)/work/link.yaml",
                withDestinationPath: "\(repository.directory.path)/outside.yaml"
            )
            try repository.commit([:])
            let failure = #expect(throws: RemoteFailure.self) {
                try repository.localPath("#main:link.yaml")
            }
            #expect(failure?.reason == "'link.yaml' leads out of the repository")
        }

        @Test func `the switch in the environment refuses repositories`() throws {
            let off = CachedRemoteFiles(environment: ["COMPOSE_EXPERIMENTAL_GIT_REMOTE": "false", "HOME": "/tmp"])
            let failure = #expect(throws: RemoteFailure.self) { try off.localPath(of: "https://host/a.git") }
            #expect(failure?.reason == "COMPOSE_EXPERIMENTAL_GIT_REMOTE switches it off")
            let odd = CachedRemoteFiles(environment: ["COMPOSE_EXPERIMENTAL_OCI_REMOTE": "maybe", "HOME": "/tmp"])
            let problem = #expect(throws: RemoteFailure.self) { try odd.localPath(of: "oci://host.example/a") }
            #expect(problem?.reason == "COMPOSE_EXPERIMENTAL_OCI_REMOTE is no boolean: 'maybe'")
        }

        @Test func `a cancelled task ends the program that it waits for`() async throws {
            let environment = ["PATH": "/usr/bin:/bin"]
            let task = Task { () -> RemoteFailure? in
                do throws(RemoteFailure) {
                    _ = try ChildProcess(words: ["sleep", "600"], environment: environment).run()
                    return nil
                } catch {
                    return error
                }
            }
            try await Task.sleep(for: .milliseconds(200))
            task.cancel()
            #expect(await task.value?.reason == "interrupted")
        }
    }
}
