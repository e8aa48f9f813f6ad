import CurlHTTP
import Testing

@testable import DockerEngine

@Suite struct EngineHostTests {
    static let places: [(String, HTTPEndpoint)] = [
        ("unix:///run/user/1000/docker.sock", .unixSocket(path: "/run/user/1000/docker.sock")),
        ("tcp://build:2375", .tcp(host: "build", port: 2375, tls: nil)),
        ("tcp://build", .tcp(host: "build", port: 2375, tls: nil)),
        ("tcp://10.0.0.5:99/", .tcp(host: "10.0.0.5", port: 99, tls: nil)),
        ("tcp://[fd00::1]:2375", .tcp(host: "fd00::1", port: 2375, tls: nil)),
        ("tcp://[fd00::1]", .tcp(host: "fd00::1", port: 2375, tls: nil)),
        ("http://build:8080", .tcp(host: "build", port: 8080, tls: nil)),
    ]

    @Test(arguments: EngineHostTests.places)
    func `a host leads to an endpoint`(text: String, endpoint: HTTPEndpoint) throws {
        let host = try EngineHost(text)
        #expect(host.endpoint == endpoint)
        #expect(host.description == text)
    }

    @Test(arguments: [
        ("ssh://me@build", "ssh is not supported yet"), ("fd://3", "file descriptor"), ("npipe:////./pipe/x", "npipe"),
        ("/var/run/docker.sock", "no scheme"), ("unix://docker.sock", "not absolute"), ("tcp://", "names no host"),
        ("tcp://build:many", "'many' is not a port"), ("tcp://build:70000", "'70000' is not a port"),
        ("tcp://build:2375/docker", "a path"), ("tcp://me@build:2375", "a user"),
    ])
    func `a host that cannot be used says why`(text: String, reason: String) throws {
        let error = try #require(throws: EngineHostError.self) { _ = try EngineHost(text) }
        #expect(error.description.hasPrefix("cannot use the engine host '\(text)': "))
        #expect(error.reason.contains(reason))
    }

    @Test func `an empty environment means the usual socket`() throws {
        let host = try EngineHost.fromEnvironment(["DOCKER_HOST": ""]) { _ in true }
        #expect(host.endpoint == .unixSocket(path: "/var/run/docker.sock"))
        let none = try EngineHost.fromEnvironment([:]) { _ in false }
        #expect(none.endpoint == .unixSocket(path: "/var/run/docker.sock"))
    }

    @Test func `a rootless engine is found when there is no other`() throws {
        let environment = ["XDG_RUNTIME_DIR": "/run/user/7"]
        let rootless = try EngineHost.fromEnvironment(environment) { $0 == "/run/user/7/docker.sock" }
        #expect(rootless.endpoint == .unixSocket(path: "/run/user/7/docker.sock"))
        let both = try EngineHost.fromEnvironment(environment) { _ in true }
        #expect(both.endpoint == .unixSocket(path: "/var/run/docker.sock"))
    }

    @Test func `verified TLS takes its files from the certificate directory`() throws {
        let environment = ["DOCKER_HOST": "tcp://build", "DOCKER_TLS_VERIFY": "1", "DOCKER_CERT_PATH": "/certs"]
        let host = try EngineHost.fromEnvironment(environment) { _ in true }
        let files = TLSFiles(
            certificateAuthority: "/certs/ca.pem",
            certificate: "/certs/cert.pem",
            key: "/certs/key.pem",
            verifiesPeer: true
        )
        #expect(host.endpoint == .tcp(host: "build", port: 2376, tls: files))
    }

    @Test func `TLS without a client certificate sends none`() throws {
        let environment = ["DOCKER_HOST": "tcp://build:1", "DOCKER_TLS": "1", "HOME": "/home/me"]
        let host = try EngineHost.fromEnvironment(environment) { $0 != "/home/me/.docker/key.pem" }
        let files = TLSFiles(certificateAuthority: nil, certificate: nil, key: nil, verifiesPeer: false)
        #expect(host.endpoint == .tcp(host: "build", port: 1, tls: files))
    }

    @Test func `a certificate directory alone does not ask for TLS`() throws {
        let environment = ["DOCKER_HOST": "tcp://build:1", "DOCKER_TLS_VERIFY": "", "DOCKER_CERT_PATH": "/certs"]
        let host = try EngineHost.fromEnvironment(environment) { _ in true }
        #expect(host.endpoint == .tcp(host: "build", port: 1, tls: nil))
    }
}
