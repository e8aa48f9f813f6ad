import ComposeModel
import Diagnostics
import OrderedCollections
import Testing

@testable import ComposePlan

/// Files and directories of the host that are not there.
@Suite struct PreflightPathTests {
    private func mounting(
        _ source: String,
        at target: String = "/data",
        _ options: (inout Mount.BindOptions) -> Void = { $0.createsHostPath = true }
    ) -> Project {
        Shop.project(
            Shop.service("web") { service in
                var mount = Mount(.bind, source: source, target: target)
                var bind = Mount.BindOptions()
                options(&bind)
                mount.bind = bind
                service.mounts = [mount]
                service.locations["volumes[0]"] = Preflighting.place(6)
            }
        )
    }

    private func messages(_ project: Project, apiMinor: Int = 51, missing: String...) -> [String] {
        let around = Preflighting.surroundings {
            $0.apiMinor = apiMinor
            $0.missingPaths = Set(missing)
        }
        return Preflighting.messages(World(project), around)
    }

    @Test func `a source that the engine may not make is an error where it is mounted`() throws {
        let project = mounting("/srv/absent") { $0.createsHostPath = false }
        let around = Preflighting.surroundings { $0.missingPaths = ["/srv/absent"] }
        let finding = try #require(Preflighting.findings(World(project), around).first)
        #expect(finding.severity == .error)
        #expect(finding.message.contains("'/srv/absent'"))
        #expect(finding.path == "services.web.volumes[0]")
        #expect(finding.location == Preflighting.place(6))
        #expect(messages(project) == [])
    }

    @Test func `a directory that the engine makes is nothing to tell`() {
        #expect(messages(mounting("/srv/data"), missing: "/srv/data") == [])
    }

    @Test func `a file that is not there is a warning, by its own name or by its target's`() {
        #expect(messages(mounting("/etc/app.conf"), missing: "/etc/app.conf").count == 1)
        #expect(messages(mounting("/etc/app", at: "/app.yml"), missing: "/etc/app").count == 1)
        #expect(messages(mounting("/etc/app.conf"), missing: "/etc/app.conf").first?.hasPrefix("warning: ") == true)
    }

    @Test func `what reading the files has told is not told again`() {
        #expect(messages(mounting("/srv/shop/app.conf"), missing: "/srv/shop/app.conf") == [])
        #expect(messages(mounting("/srv/shop/a.b", at: "/a.conf"), missing: "/srv/shop/a.b") == [])
        #expect(messages(mounting("/srv/shop/app", at: "/app.conf"), missing: "/srv/shop/app").count == 1)
    }

    @Test func `with options an old engine makes no directory`() {
        let project = mounting("/srv/data") {
            $0.createsHostPath = true
            $0.propagation = "rslave"
        }
        #expect(messages(project, apiMinor: 42, missing: "/srv/data") == [])
        #expect(messages(project, apiMinor: 41, missing: "/srv/data").first?.hasPrefix("error: ") == true)
    }

    @Test func `the file of a secret is told once, at the secret`() {
        var token = FileObject(name: "token")
        token.file = "/srv/shop/token"
        token.locations["file"] = Preflighting.place(20)
        let services = ["web", "api"].map { name in
            Shop.service(name) { $0.secrets = [FileReference(source: "token")] }
        }
        let project = Shop.project(services) { $0.secrets["token"] = token }
        let around = Preflighting.surroundings { $0.missingPaths = ["/srv/shop/token"] }
        let findings = Preflighting.findings(World(project), around)
        #expect(findings.map(\.message) == ["file '/srv/shop/token' of secret 'token' does not exist"])
        #expect(findings.map(\.path) == ["secrets.token.file"])
        #expect(findings.map(\.location) == [Preflighting.place(20)])
    }

    @Test func `paths are asked for once, and only those of the host`() {
        let service = Shop.service("web") { service in
            service.mounts = [
                Mount(.bind, source: "/a", target: "/1"), Mount(.bind, source: "/a", target: "/2"),
                Mount(.volume, source: "data", target: "/3"), Mount(.tmpfs, target: "/4"),
            ]
        }
        let world = World(Shop.project(service) { $0.volumes["data"] = Volume(name: "shop_data") })
        #expect(PreflightNeeds(world.planUp(), world.project, world.state).paths == ["/a"])
    }
}
