import ComposeModel
import ComposePlan
import DockerEngine
import OrderedCollections
import Testing

@testable import ComposeRuntime

/// What a container sees of host directories, volumes, secrets and configs.
@Suite struct ContainerMountTests {
    private func bind(_ source: String, at target: String, _ change: (inout Mount) -> Void = { _ in }) -> Mount {
        var options = Mount.BindOptions()
        options.createsHostPath = true
        var mount = Mount(.bind, source: source, target: target)
        mount.bind = options
        change(&mount)
        return mount
    }

    @Test func `plain mounts take the short form`() throws {
        let host = try Specifying { service in
            service.mounts = [
                bind("/srv/html", at: "/html"),
                bind("/srv/conf", at: "/conf") { mount in
                    mount.isReadOnly = true
                    mount.bind?.selinux = "z"
                },
                Mount(.volume, source: "data", target: "/data"),
            ]
        }.made().creation.host
        #expect(host.binds == ["/srv/html:/html:rw", "/srv/conf:/conf:ro,z", "shop_data:/data:rw"])
        #expect(host.mounts == [])
    }

    @Test func `what the short form cannot say takes the long one`() throws {
        let host = try Specifying { service in
            var volume = Mount(.volume, source: "data", target: "/data")
            volume.volume = Mount.VolumeOptions()
            volume.volume?.skipsCopy = true
            var scratch = Mount(.tmpfs, target: "/scratch")
            scratch.tmpfs = Mount.TmpfsOptions()
            scratch.tmpfs?.size = ByteSize(bytes: 65536)
            scratch.tmpfs?.mode = 0o700
            service.mounts = [
                bind("/srv/html", at: "/html") { $0.bind?.createsHostPath = false },
                bind("/srv/shared", at: "/shared") { $0.bind?.propagation = "rshared" },
                volume, scratch, Mount(.volume, target: "/anonymous"),
            ]
        }.made().creation.host
        #expect(host.binds == [])
        #expect(host.mounts.map(\.target) == ["/html", "/shared", "/data", "/scratch", "/anonymous"])
        #expect(host.mounts.map(\.type) == ["bind", "bind", "volume", "tmpfs", "volume"])
        #expect(host.mounts[0].bind?.createsSource == false)
        #expect(host.mounts[1].bind?.propagation == "rshared")
        #expect(host.mounts[1].bind?.createsSource == true)
        #expect(host.mounts[2].source == "shop_data")
        #expect(host.mounts[2].volume?.skipsCopy == true)
        #expect(host.mounts[3].tmpfs?.bytes == 65536)
        #expect(host.mounts[3].tmpfs?.mode == 0o700)
        #expect(host.mounts[4].source == nil)
    }

    @Test func `tmpfs paths carry their options`() throws {
        let host = try Specifying { $0.tmpfs = ["/run", "/tmp:size=64k,mode=1777"] }.made().creation.host
        #expect(host.tmpfs == ["/run": "", "/tmp": "size=64k,mode=1777"])
    }

    @Test func `anonymous volumes go on where the container before had them`() throws {
        var old = ObservedContainer(id: "a1", name: "shop-web-1", service: "web", number: 1, state: .running)
        old.mounts = [
            ObservedContainer.Mount(kind: "volume", volume: "anon1", source: "", destination: "/anonymous"),
            ObservedContainer.Mount(kind: "volume", volume: "anon2", source: "", destination: "/var/lib/data"),
            ObservedContainer.Mount(kind: "bind", volume: "", source: "/srv", destination: "/bound"),
        ]
        var specifying = Specifying { $0.mounts = [Mount(.volume, target: "/anonymous")] }
        specifying.change = { request in
            request.inheritsFrom = old
            request.imageVolumes = ["/var/lib/data", "/bound", "/new"]
        }
        let mounts = try specifying.made().creation.host.mounts
        #expect(mounts.map(\.target) == ["/anonymous", "/var/lib/data"])
        #expect(mounts.map(\.source) == ["anon1", "anon2"])
    }

    @Test func `secrets and configs that are files are mounted read-only`() throws {
        var specifying = Specifying { service in
            service.secrets = [FileReference(source: "token")]
            var config = FileReference(source: "settings")
            config.target = "/etc/app.conf"
            service.configs = [config, FileReference(source: "plain")]
        }
        var token = FileObject(name: "shop_token")
        token.file = "/srv/shop/token.txt"
        specifying.project.secrets["token"] = token
        for name in ["settings", "plain"] {
            var config = FileObject(name: "shop_\(name)")
            config.file = "/srv/shop/\(name)"
            specifying.project.configs[name] = config
        }
        let mounts = try specifying.made().creation.host.mounts
        #expect(mounts.map(\.target) == ["/run/secrets/token", "/etc/app.conf", "/plain"])
        #expect(mounts.map(\.source) == ["/srv/shop/token.txt", "/srv/shop/settings", "/srv/shop/plain"])
        #expect(mounts.allSatisfy { $0.isReadOnly && $0.type == "bind" })
    }

    @Test func `secrets that are no files are not in what the engine is told`() throws {
        var specifying = Specifying { $0.secrets = [FileReference(source: "token")] }
        var token = FileObject(name: "shop_token")
        token.environment = "TOKEN"
        token.content = "s3cret"
        specifying.project.secrets["token"] = token
        let made = try specifying.made()
        #expect(made.creation.host.mounts == [])
        #expect(!"\(made.creation)".contains("s3cret"))
    }
}
