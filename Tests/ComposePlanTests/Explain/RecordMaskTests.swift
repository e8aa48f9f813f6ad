import ComposeModel
import OrderedCollections
import Testing

@testable import ComposePlan

/// What is secret in a service is in no record of it.
@Suite struct RecordMaskTests {
    private static let secret = "hunter22;x"

    private func mask(_ change: (inout Service) -> Void = { _ in }) -> RecordMask {
        RecordMask(for: Shop.service("web", change), in: Shop.project())
    }

    /// Texts with a secret in them, and what of each is still to be read.
    static let texts: [(String, [String])] = [
        ("postgres://app:\(secret)@db:5432/shop?sslmode=off", ["postgres://app:", "@db:5432/shop?sslmode=off"]),
        ("redis://:\(secret)@cache/0", ["redis://:", "@cache/0"]),
        ("amqp://a:\(secret)@one/x,amqp://b:\(secret)@two", ["amqp://a:", "@one/x,amqp://b:", "@two"]),
        ("https://user:p/\(secret)@host/path", ["https://user:", "@host/path"]),
        ("https://host/?token=\(secret)", ["https://host/?token="]),
        ("Server=db;Password=\(secret)", ["Server=db;Password="]),
        ("run --password=\(secret) --port=80", ["run --password=", " --port=80"]),
        ("run --api-key \(secret) --port 80", ["run --api-key ", " --port 80"]),
        ("PGPASSWORD='\(secret)' psql -h db", ["PGPASSWORD='", "' psql -h db"]),
        ("curl -H 'Authorization: Bearer \(secret)' http://web", ["curl -H 'Authorization: ", "' http://web"]),
        ("curl -u admin:\(secret) http://web", ["curl -u admin:", " http://web"]),
        ("curl -uadmin:\(secret) http://web", ["curl -uadmin:", " http://web"]),
        ("curl --user=admin:\(secret) http://web", ["curl --user=admin:", " http://web"]),
        (#"{"user": "me", "password": "\#(secret)"}"#, [#"{"user": "me", "password": ""#, #""}"#]),
        ("mysqladmin ping -h db -p\(secret)", ["mysqladmin ping -h db -p"]),
        ("redis-cli -a \(secret) ping", ["redis-cli -a ", " ping"]),
        ("-----BEGIN PRIVATE KEY-----\n\(secret)\n", []),
    ]

    @Test(arguments: RecordMaskTests.texts)
    func `a secret is taken out of a text, and the rest stays`(text: String, kept: [String]) {
        let masked = mask().masked(text)
        #expect(!masked.contains("hunter22"), "\(masked)")
        #expect(masked.contains("sha256:"), "\(masked)")
        for part in kept { #expect(masked.contains(part), "\(masked)") }
    }

    @Test(arguments: [
        "busybox:stable", "registry.example.com/auth:1.2", "127.0.0.1:8080", "sleep 1000", "a=b c", "http://web:80/x",
        "--port 80 -v", "user 1000:1000", "#!/bin/sh\necho hello", "auth:8080", "",
    ])
    func `a text without a secret is left as it is`(text: String) {
        #expect(mask().masked(text) == text)
    }

    @Test func `a flag and its value may be two words`() {
        let words = mask().masked(words: ["server", "--requirepass", "hunter 22", "--port", "80", "--token=hunter 22"])
        #expect(!words.joined().contains("hunter"))
        #expect(words[0] == "server")
        #expect(words[1] == "--requirepass")
        #expect(Array(words[3...4]) == ["--port", "80"])
        #expect(words[5].hasPrefix("--token=sha256:"))
        #expect(mask().masked(words: ["id", "-u", "1000:1000"]) == ["id", "-u", "1000:1000"])
        #expect(mask().masked(words: ["run", "-u1000:1000"]) == ["run", "-u1000:1000"])
        let login = mask().masked(words: ["curl", "--user=admin:hunter22", "-uadmin:hunter22"])
        #expect(!login.joined().contains("hunter"), "\(login)")
    }

    @Test func `nothing of a service's secrets is in its label or in what is told`() throws {
        let place: (inout Service, String) -> Void = { service, secret in
            service.environment = ["DB_PASSWORD": secret, "URL": "pg://a:\(secret)@db", "API_KEY": secret]
            service.labels = ["traefik.basicauth.users": secret]
            service.command = ["serve", "--password=\(secret)", "plain-\(secret)"]
            service.logging = Logging()
            service.logging?.options = ["splunk-token": secret]
            var healthcheck = Healthcheck()
            healthcheck.test = ["CMD-SHELL", "mysqladmin ping -p\(secret)"]
            service.healthcheck = healthcheck
            var hook = Hook()
            hook.command = ["sh", "-c", "PASSWORD=\(secret) setup"]
            hook.environment = ["TOKEN": secret]
            service.postStart = [hook]
        }
        func record(_ secret: String) -> ServiceRecord {
            ServiceRecord(of: Shop.service("web") { place(&$0, secret) }, in: Shop.project())
        }
        #expect(!record("hunter22hunter").labelText.contains("hunter"))
        let kept = try #require(ServiceRecord(label: record("hunter22hunter").labelText))
        let told = kept.changes(to: record("another22hunter")).map(\.description)
        #expect(!told.joined().contains("hunter"), "\(told)")
        #expect(told.contains { $0.hasPrefix("environment.DB_PASSWORD: sha256:") }, "\(told)")
        #expect(told.count == 8, "\(told)")
    }

    @Test func `equal secrets of two services have nothing in common`() {
        func hash(_ service: String, _ project: String) -> String {
            SaltedDigest(project: project, service: service).secret("hunter22")
        }
        #expect(hash("web", "shop") == hash("web", "shop"))
        #expect(Set([hash("web", "shop"), hash("db", "shop"), hash("web", "other")]).count == 3)
    }

    @Test func `names of credentials are known by their parts, and names of places are none`() {
        for name in ["DB_PASSWORD", "api-key", "MYSQL_PWD", "github.token", "SENTRY_DSN", "smtp_pw", "AuthHeader"] {
            #expect(CredentialSign.matches(name), "\(name)")
        }
        for name in ["FOO", "PORT", "POSTGRES_PASSWORD_FILE", "--password-file", "LANG", "NGINX_HOST", "SPIN", "image"]
        {
            #expect(!CredentialSign.matches(name), "\(name)")
        }
    }

    @Test func `what says so plainly matches both nets, and what only may be one the wide net`() {
        for name in ["DB_PASSWORD", "auth-token", "MYSQL_PWD", "client_credentials", "STRIPE_API_KEY"] {
            #expect(CredentialSign.matchesPlainly(name) && CredentialSign.matches(name), "\(name)")
        }
        for name in ["SENTRY_DSN", "SESSION_TIMEOUT", "smtp_pw", "KEYBOARD"] {
            #expect(!CredentialSign.matchesPlainly(name) && CredentialSign.matches(name), "\(name)")
        }
    }
}
