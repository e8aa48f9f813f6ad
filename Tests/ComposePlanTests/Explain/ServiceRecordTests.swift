import ComposeModel
import OrderedCollections
import Testing

@testable import ComposePlan

/// What a container was made from, kept in a label and compared with what is wanted later.
@Suite struct ServiceRecordTests {
    /// What is told of a service that changes between two runs.
    private func changes(
        in project: Project = Shop.project(),
        from old: (inout Service) -> Void = { _ in },
        to new: (inout Service) -> Void = { _ in }
    ) throws -> [String] {
        let label = ServiceRecord(of: Shop.service("web", old), in: project).labelText
        let record = try #require(ServiceRecord(label: label))
        return record.changes(to: ServiceRecord(of: Shop.service("web", new), in: project)).map(\.description)
    }

    /// What is told of a service that has become another one.
    private func news(_ new: (inout Service) -> Void) throws -> [String] { try changes(to: new) }

    private func isReadable(_ label: String) -> Bool { ServiceRecord(label: label) != nil }

    /// A service that uses every form of value there is.
    private func rich(_ service: inout Service) {
        service.command = []
        service.entrypoint = ["sh", "-c", "echo \"$HOME\""]
        service.environment = ["FOO": "a", "EMPTY": "", "GONE": nil, "DB_PASSWORD": "hunter22", "LINES": "1\n2"]
        service.labels = ["a.b": "c"]
        service.ports = [Port(target: 80, published: "8080"), Port(target: 53, published: nil, transport: "udp")]
        service.networks = ["default": nil, "back": ServiceNetwork()]
        var bind = Mount(.bind, source: "/srv", target: "/srv")
        bind.isReadOnly = true
        bind.bind = Mount.BindOptions()
        service.mounts = [bind, Shop.volume("data", at: "/data")]
        service.tmpfs = ["/run"]
        service.limits.cpus = 0.5
        service.limits.memory = ByteSize(bytes: 1 << 26)
        service.ulimits = ["nofile": .range(soft: 1, hard: 2)]
        service.deploy = Deploy()
        var healthcheck = Healthcheck()
        healthcheck.test = ["CMD", "true"]
        healthcheck.interval = .seconds(5)
        service.healthcheck = healthcheck
        var hook = Hook()
        hook.command = ["true"]
        hook.environment = ["TOKEN": "hunter22"]
        service.postStart = [hook]
        service.logging = Logging()
        service.logging?.driver = "local"
    }

    @Test func `a service that has not changed has nothing to tell`() throws {
        #expect(try changes() == [])
        #expect(try changes(from: rich, to: rich) == [])
    }

    @Test func `what makes no other container is not in the record`() throws {
        let changes = try news { service in
            service.scale = 3
            service.profiles = ["debug"]
            service.pullPolicy = "always"
            service.build = Build()
            service.dependencies["db"] = Dependency()
        }
        #expect(changes == [])
    }

    @Test func `variables are told one by one`() throws {
        let told = try changes(
            from: { $0.environment = ["FOO": "a", "OLD": "x", "SAME": "s", "TAKEN": "away"] },
            to: { $0.environment = ["FOO": "b", "NEW": "y \"z\"\n", "SAME": "s", "TAKEN": nil] }
        )
        #expect(
            told == [
                #"environment.FOO: "a" → "b""#, #"environment.NEW: + "y \"z\"\n""#, #"environment.OLD: - "x""#,
                #"environment.TAKEN: "away" → unset"#,
            ]
        )
    }

    @Test func `attributes and commands are told in their own words`() throws {
        #expect(try news { $0.image = "busybox:1" } == ["image: busybox → busybox:1"])
        #expect(
            try changes(from: { $0.command = ["a"] }, to: { $0.command = ["b", "c d"] }) == [
                #"command: ["a"] → ["b", "c d"]"#
            ]
        )
        #expect(try news { $0.command = [] } == ["command: + []"])
        #expect(try news { $0.hasTerminal = true } == ["tty: + true"])
        #expect(try changes(from: { $0.limits.cpus = 0.5 }, to: { $0.limits.cpus = 1.5 }) == ["cpus: 0.5 → 1.5"])
        let interval: (inout Service) -> Void = { service in
            service.healthcheck = Healthcheck()
            service.healthcheck?.interval = .seconds(90)
        }
        #expect(try changes(to: interval) == ["healthcheck.interval: + 1m30s"])
    }

    @Test func `elements of a list are told by what they are`() throws {
        let (web, tls, dns) = (
            Port(target: 80, published: "8080"), Port(target: 443, published: "443"),
            Port(target: 53, published: "53", transport: "udp")
        )
        #expect(
            try changes(from: { $0.ports = [web, tls] }, to: { $0.ports = [dns, web, tls] }) == ["ports: + 53:53/udp"]
        )
        #expect(try changes(from: { $0.ports = [web, tls] }, to: { $0.ports = [tls] }) == ["ports: - 8080:80"])
        #expect(try changes(from: { $0.ports = [web] }, to: { $0.ports = [dns] }) == ["ports: 8080:80 → 53:53/udp"])
        #expect(
            try changes(from: { $0.ports = [web, tls] }, to: { $0.ports = [tls, web] }) == [
                "ports: [8080:80, 443:443] → [443:443, 8080:80]"
            ]
        )
        let local: (inout Service) -> Void = { service in
            service.ports = [web]
            service.ports[0].hostAddress = "127.0.0.1"
        }
        #expect(try changes(from: { $0.ports = [web] }, to: local) == ["ports: 8080:80 → 127.0.0.1:8080:80"])
        let told = try changes(from: { $0.mounts = [Shop.volume("data", at: "/data")] }) { service in
            service.mounts = [Shop.volume("data", at: "/data")]
            service.mounts[0].isReadOnly = true
        }
        #expect(told == ["volumes: data:/data → data:/data:ro"])
    }

    @Test func `networks are told by their keys`() throws {
        #expect(try news { $0.networks = ["default": nil, "back": nil] } == ["networks: + back"])
        let aliased: (inout Service) -> Void = { service in
            var network = ServiceNetwork()
            network.aliases = ["db"]
            service.networks = ["default": network]
        }
        #expect(try changes(to: aliased) == ["networks.default.aliases: + db"])
    }

    @Test func `content that is no part of the hash is told without being shown`() throws {
        func project(_ content: String) -> Project {
            Shop.project { project in
                project.configs["app.conf"] = FileObject(name: "app.conf")
                project.configs["app.conf"]?.content = content
            }
        }
        let service = Shop.service("web") { $0.configs = [FileReference(source: "app.conf")] }
        let old = ServiceRecord(of: service, in: project("first content"))
        #expect(!old.labelText.contains("first content"))
        #expect(old.contents.keys.sorted() == ["configs.app.conf"])
        let kept = try #require(ServiceRecord(label: old.labelText))
        #expect(kept.changes(to: ServiceRecord(of: service, in: project("first content"))) == [])
        let told = kept.changes(to: ServiceRecord(of: service, in: project("second content")))
        #expect(told.map(\.description) == ["configs.app.conf: content changed"])
    }

    // MARK: - The label

    @Test func `a long value is a hash with its length`() throws {
        let old = String(repeating: "a", count: 4096)
        let told = try changes(from: { $0.environment["TEXT"] = old }, to: { $0.environment["TEXT"] = old + "b" })
        #expect(told.count == 1)
        #expect(told.first?.contains("(4096 bytes)") == true)
        #expect(told.first?.contains("(4097 bytes)") == true)
        #expect(told.first?.contains("aaaa") == false)
    }

    @Test(arguments: [(40, 100), (400, 30), (2000, 10)])
    func `a label has a bound, and still tells what has changed`(count: Int, length: Int) throws {
        let large: (inout Service) -> Void = { service in
            for number in 0..<count { service.environment["N\(number)"] = String(repeating: "x", count: length) }
        }
        let label = ServiceRecord(of: Shop.service("web", large), in: Shop.project()).labelText
        #expect(label.utf8.count <= ServiceRecord.largestLabel)
        #expect(try changes(from: large, to: large) == [])
        let told = try changes(from: large) { service in
            large(&service)
            service.environment["N7"] = "y"
        }
        #expect(told.count == 1)
        #expect(told.first?.hasPrefix("environment") == true)
    }

    @Test func `a label of another release is read as far as it can be understood`() throws {
        let label = ServiceRecord(of: Shop.service("web"), in: Shop.project()).labelText
        #expect(label.contains(#""version":1"#))
        #expect(!isReadable(label.replacing(#""version":1"#, with: #""version":2"#)))
        #expect(!isReadable(""))
        #expect(!isReadable("{}"))
        #expect(!isReadable(String(label.dropLast(5))))
        #expect(isReadable(label.replacing(#""version":1"#, with: #""mood":"good","version":1"#)))
        // An attribute that the release which wrote the label did not know was its default.
        let old = try #require(ServiceRecord(label: #"{"detail":120,"fields":{"image":"busybox"},"version":1}"#))
        let new = ServiceRecord(of: Shop.service("web") { $0.networks = [:] }, in: Shop.project())
        #expect(old.changes(to: new) == [])
    }
}
