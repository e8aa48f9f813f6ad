import ComposeModel
import OrderedCollections
import Testing

@testable import ComposeRuntime

/// Secrets and configs that are put into a container instead of being mounted.
@Suite struct InjectedFilesTests {
    private func project(_ change: (inout Project) -> Void = { _ in }) -> Project {
        var project = Project(name: "shop", workingDirectory: "/srv/shop")
        var token = FileObject(name: "shop_token")
        token.environment = "TOKEN"
        token.content = "s3cret"
        project.secrets["token"] = token
        var settings = FileObject(name: "shop_settings")
        settings.content = "debug = false\n"
        project.configs["settings"] = settings
        change(&project)
        return project
    }

    private func service(_ change: (inout Service) -> Void = { _ in }) -> Service {
        var service = Service(name: "web")
        service.secrets = [FileReference(source: "token")]
        service.configs = [FileReference(source: "settings")]
        change(&service)
        return service
    }

    @Test func `they stand where the specification says`() throws {
        let files = try InjectedFiles.of(service(), in: project())
        #expect(files.map(\.path) == ["/run/secrets/token", "/settings"])
        #expect(files.map(\.mode) == [0o444, 0o444])
        #expect(files.map(\.content) == [Array("s3cret".utf8), Array("debug = false\n".utf8)])
    }

    @Test func `target, mode and owner are the reference's`() throws {
        let service = self.service { service in
            var secret = FileReference(source: "token")
            secret.target = "api_key"
            secret.mode = 0o400
            secret.uid = "1000"
            secret.gid = "50"
            service.secrets = [secret]
            var config = FileReference(source: "settings")
            config.target = "/etc/app.conf"
            service.configs = [config]
        }
        let files = try InjectedFiles.of(service, in: project())
        #expect(files.map(\.path) == ["/run/secrets/api_key", "/etc/app.conf"])
        #expect(files.first?.mode == 0o400)
        #expect(files.first?.uid == 1000)
        #expect(files.first?.gid == 50)
    }

    @Test func `files of the host are mounted, not injected, and empty content is nothing`() throws {
        let files = try InjectedFiles.of(
            service(),
            in: project { project in
                project.secrets["token"]?.content = nil
                project.secrets["token"]?.environment = nil
                project.secrets["token"]?.file = "/srv/shop/token"
                project.configs["settings"]?.content = ""
            }
        )
        #expect(files == [])
    }

    @Test func `what cannot be given is told by name`() {
        func failure(_ service: Service, _ project: Project) -> String? {
            do {
                _ = try InjectedFiles.of(service, in: project)
                return nil
            } catch {
                return (error as? StepError)?.message
            }
        }
        #expect(
            failure(service(), project { $0.secrets["token"]?.content = nil })
                == "environment variable \"TOKEN\" required by secret \"shop_token\" is not set"
        )
        let external = failure(service(), project { $0.configs["settings"]?.isExternal = true })
        #expect(external?.contains("external config shop_settings") == true)
        let readOnly = failure(service { $0.isReadOnly = true }, project())
        #expect(readOnly?.contains("read-only service web") == true)
    }

    @Test func `the archive puts them below the root`() throws {
        let files = try InjectedFiles.of(service(), in: project())
        let entries = try TarReader.entries(InjectedFiles.archive(files))
        #expect(entries.map(\.path) == ["run/secrets/token", "settings"])
        #expect(entries.map(\.text) == ["s3cret", "debug = false\n"])
        #expect(entries.map(\.mode) == [0o444, 0o444])
        #expect(entries.allSatisfy { $0.type == "0" && $0.uid == 0 && $0.gid == 0 })
    }
}
