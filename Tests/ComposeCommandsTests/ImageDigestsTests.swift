import ComposeModel
import OrderedCollections
import Testing

@testable import ComposeCommands

@Suite struct ImageDigestsTests {
    private let digest = "sha256:" + String(repeating: "a", count: 64)
    private let other = "sha256:" + String(repeating: "b", count: 64)

    private func project() -> Project {
        var web = Service(name: "web")
        web.image = "nginx"
        web.command = ["run"]
        web.mounts = [Mount(.image, source: "team/site:2", target: "/site"), Mount(.bind, source: "/a", target: "/a")]
        var hook = Hook()
        hook.image = "nginx"
        web.preStart = [hook]
        var fixed = Service(name: "fixed")
        fixed.image = "ghcr.io/a/b:1@\(other)"
        var built = Service(name: "built")
        built.build = Build()
        var project = Project(name: "shop", workingDirectory: "/shop")
        project.services = ["web": web, "fixed": fixed, "built": built]
        return project
    }

    private func pinned() -> Project {
        var pinned = project()
        ImageDigests(["nginx": digest, "team/site:2": other]).pin(&pinned)
        return pinned
    }

    @Test func `images are named in full, with the digest`() {
        let services = pinned().services
        #expect(services["web"]?.image == "docker.io/library/nginx:latest@\(digest)")
        #expect(services["web"]?.preStart.map(\.image) == ["docker.io/library/nginx:latest@\(digest)"])
        #expect(services["web"]?.mounts.map(\.source) == ["docker.io/team/site:2@\(other)", "/a"])
    }

    @Test func `what is pinned already keeps its digest, and a build has none`() {
        #expect(pinned().services["fixed"]?.image == "ghcr.io/a/b@\(other)")
        #expect(pinned().services["built"]?.image == nil)
    }

    @Test func `the lock holds images alone`() {
        let lock = ImageDigests.lock(of: pinned())
        #expect(lock.name.isEmpty)
        #expect(lock.services["web"]?.image == "docker.io/library/nginx:latest@\(digest)")
        #expect(lock.services["web"]?.command == nil)
        #expect(lock.services["web"]?.mounts.map(\.target) == ["/site"])
    }
}
