import ComposeModel
import ComposePlan
import OrderedCollections
import Testing

@testable import ComposeRuntime

/// What is hidden of what a container says.
@Suite struct SecretMaskTests {
    @Test func `a value is hidden wherever it occurs`() {
        let mask = SecretMask(["hunter22"])
        #expect(mask.masking("password hunter22, again: hunter22!") == "password ***, again: ***!")
        #expect(mask.masking("hunter2") == "hunter2")
        #expect(mask.masking("") == "")
    }

    @Test func `a longer value is not hidden in part only`() {
        let mask = SecretMask(["secret", "secret-of-state"])
        #expect(mask.masking("secret-of-state secret") == "*** ***")
    }

    @Test func `each line of a longer secret is hidden, for output comes in lines`() {
        let mask = SecretMask(["-----BEGIN KEY-----\nMIIEvQIBADANBg\n}\n"])
        #expect(mask.masking("read MIIEvQIBADANBg") == "read ***")
        #expect(mask.masking("{ a: 1 }") == "{ a: 1 }", "a line that says nothing is left alone")
    }

    @Test func `bytes that are no text stay as they are around it`() {
        let mask = SecretMask(["hunter22"])
        let bytes: [UInt8] = [0xFF] + Array("hunter22".utf8) + [0xFE]
        #expect(mask.masking(bytes) == [0xFF, 0x2A, 0x2A, 0x2A, 0xFE])
    }

    @Test func `nothing hides nothing`() {
        #expect(SecretMask.none.masking("all of it") == "all of it")
        #expect(SecretMask(["", "\n"]).masking("a\nb") == "a\nb")
    }

    // MARK: - Names

    @Test(arguments: [
        "DB_PASSWORD", "password", "MYSQL_PWD", "AWS_SECRET_ACCESS_KEY", "GITHUB_TOKEN", "api-key", "STRIPE_API_KEY",
        "PGPASSWORD", "client_credentials",
    ])
    func `names of credentials are known`(name: String) {
        #expect(CredentialSign.matchesPlainly(name))
    }

    @Test(arguments: ["PWD", "OLDPWD", "POSTGRES_PASSWORD_FILE", "TOKEN_PATH", "PATH", "POSTGRES_USER", "KEYBOARD"])
    func `other names are none`(name: String) {
        #expect(!CredentialSign.matchesPlainly(name))
    }

    // MARK: - Projects

    private func shop(_ change: (inout Project, inout Service) -> Void) -> Project {
        var project = Project(name: "shop", workingDirectory: "/srv/shop")
        var service = Service(name: "db")
        service.image = "registry.example.com/postgres:17"
        change(&project, &service)
        project.services["db"] = service
        return project
    }

    @Test func `secrets of the project and credentials of its services are hidden`() {
        let project = shop { project, service in
            var file = FileObject(name: "key")
            file.environment = "SIGNING"
            project.secrets["key"] = file
            project.environment = ["SIGNING": "from-the-environment", "REGISTRY_TOKEN": "token-of-a-registry"]
            var written = FileObject(name: "note")
            written.content = "content-of-a-secret"
            project.secrets["note"] = written
            service.environment = ["DB_PASSWORD": "pass-of-a-service", "LOG_LEVEL": "verbose", "EMPTY_TOKEN": nil]
            var hook = Hook()
            hook.environment = ["HOOK_SECRET": "secret-of-a-hook"]
            service.postStart = [hook]
        }
        let mask = SecretMask(project)
        for value in [
            "from-the-environment", "token-of-a-registry", "content-of-a-secret", "pass-of-a-service",
            "secret-of-a-hook",
        ] {
            #expect(mask.masking("<\(value)>") == "<***>")
        }
        #expect(mask.masking("verbose") == "verbose")
    }

    @Test func `the password in an address is hidden, whatever the variable is called`() {
        let mask = SecretMask(shop { $1.environment = ["DATABASE_URL": "postgres://app:hunter22@db:5432/shop"] })
        #expect(mask.masking("connect postgres://app:hunter22@db") == "connect postgres://app:***@db")
        #expect(SecretMask.password(inAddress: "redis://cache:6379/0") == nil)
        #expect(SecretMask.password(inAddress: "http://a/?x=b:c@d") == nil)
    }

    @Test func `short words, and words that are names, hide nothing`() {
        let mask = SecretMask(
            shop { _, service in
                service.environment = ["A_PASSWORD": "five5", "B_PASSWORD": "postgres", "C_PASSWORD": "db"]
            }
        )
        #expect(mask.masking("postgres of db: five5") == "postgres of db: five5")
    }
}
