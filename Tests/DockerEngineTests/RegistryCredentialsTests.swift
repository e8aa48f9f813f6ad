import FoundationEssentials
import Testing

@testable import DockerEngine

@Suite struct RegistryCredentialsTests {
    /// Runs with a configuration directory that holds the given file.
    private func withConfiguration(_ text: String, _ body: ([String: String]) throws -> Void) throws {
        let directory = "/tmp/registry-credentials-\(UInt64.random(in: 0...UInt64.max))"
        try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        defer {
            // What is left in /tmp harms no other test.
            try? FileManager.default.removeItem(atPath: directory)
        }
        #expect(FileManager.default.createFile(atPath: "\(directory)/config.json", contents: Data(text.utf8)))
        try body(["DOCKER_CONFIG": directory, "HOME": "/nowhere"])
    }

    static let file = #"""
        {
          "HttpHeaders": {"X": "y"},
          "auths": {
            "https://index.docker.io/v1/": {"auth": "bWU6c2VjOnJldA=="},
            "ghcr.io": {"auth": "dGVhbTpwdw==", "identitytoken": "tok"},
            "http://localhost:5000/v2/": {"username": "u", "password": "p"},
            "empty.io": {}
          },
          "credsStore": "desktop",
          "credHelpers": {"ecr.aws": "ecr-login"}
        }
        """#

    @Test func `a login is found by its registry`() throws {
        try withConfiguration(Self.file) { environment in
            let credentials = try RegistryCredentials(environment: environment)
            let hub = try #require(credentials.auth(for: "docker.io"))
            #expect(hub.username == "me")
            #expect(hub.password == "sec:ret")
            #expect(hub.serverAddress == "https://index.docker.io/v1/")
            let token = try #require(credentials.auth(for: "ghcr.io"))
            #expect(token.identityToken == "tok")
            #expect(credentials.auth(for: "localhost:5000")?.username == "u")
            #expect(credentials.auth(for: "empty.io") == nil)
            #expect(credentials.auth(for: "quay.io") == nil)
        }
    }

    @Test func `the helper that would know more is named`() throws {
        try withConfiguration(Self.file) { environment in
            let credentials = try RegistryCredentials(environment: environment)
            #expect(credentials.helper(for: "ecr.aws") == "ecr-login")
            #expect(credentials.helper(for: "quay.io") == "desktop")
        }
        #expect(RegistryCredentials().helper(for: "quay.io") == nil)
    }

    @Test func `no file means no logins`() throws {
        #expect(try RegistryCredentials(environment: ["DOCKER_CONFIG": "/nowhere/at/all"]).isEmpty)
        #expect(try RegistryCredentials(environment: [:]).isEmpty)
    }

    @Test func `a file that cannot be understood is an error that names it`() throws {
        try withConfiguration("{") { environment in
            let error = try #require(throws: RegistryCredentialsError.self) {
                _ = try RegistryCredentials(environment: environment)
            }
            #expect(error.path.hasSuffix("/config.json"))
        }
    }

    @Test func `all logins go into one header`() throws {
        try withConfiguration(#"{"auths":{"a.io":{"username":"u","password":"p"}}}"#) { environment in
            let header = try RegistryCredentials(environment: environment).headerValue
            let json = try #require(Data(base64Encoded: header))
            #expect(
                String(decoding: json, as: UTF8.self)
                    == #"{"a.io":{"password":"p","serveraddress":"a.io","username":"u"}}"#
            )
        }
    }

    @Test func `a header is safe in a URL and keeps its padding`() {
        #expect(RegistryAuth().headerValue == "e30=")
        let header = RegistryAuth(password: "~~~???>>>").headerValue
        #expect(!header.contains("+") && !header.contains("/"))
        #expect(header.utf8.count.isMultiple(of: 4))
    }
}
