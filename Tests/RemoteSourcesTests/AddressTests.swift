import ComposeLoader
import Testing

@testable import RemoteSources

@Suite struct AddressTests {
    struct Address: Sendable {
        var text: String
        var url: String
        var reference: String?
        var path: String?
    }

    @Test(arguments: [
        Address(text: "https://host/team/shop.git", url: "https://host/team/shop.git"),
        Address(text: "https://host/shop.git#main", url: "https://host/shop.git", reference: "main"),
        Address(
            text: "https://host/shop.git#a/b:c/d.yaml",
            url: "https://host/shop.git",
            reference: "a/b",
            path: "c/d.yaml"
        ),
        Address(text: "https://host/shop.git#:deploy/", url: "https://host/shop.git", path: "deploy"),
        Address(text: "git@host:team/shop#v1", url: "git@host:team/shop", reference: "v1"),
        Address(text: "ssh://git@host:2222/shop", url: "ssh://git@host:2222/shop"),
        Address(text: "git://host/shop#:", url: "git://host/shop"),
        Address(text: "github.com/team/shop", url: "https://github.com/team/shop"),
    ])
    func `a git address is a URL, a reference and a path`(expected: Address) throws {
        let address = try GitAddress(expected.text)
        #expect(address.url == expected.url)
        #expect(address.reference == expected.reference)
        #expect(address.path == expected.path)
    }

    @Test(arguments: [
        "https://host/page", "https://host/shop.git#--upload-pack=x", "https://host/shop.git#a b",
        "https://host/shop.git#main:../x", "ftp://host/shop.git", "shop.git",
    ])
    func `what could mislead git is refused before git sees it`(text: String) {
        #expect(throws: RemoteFailure.self) { try GitAddress(text) }
    }

    @Test func `a name means a full reference, then a branch, then the commit of a tag`() {
        let (one, two, three) = (letters("a"), letters("b"), letters("c"))
        let listing =
            "\(one)\trefs/tags/v1\n\(two)\trefs/tags/v1^{}\n\(three)\trefs/heads/v1\n\(one)\trefs/heads/x/main\n"
        let references = RemoteReferences(listing)
        #expect(references.commit(of: "v1") == three)
        #expect(references.commit(of: "tags/v1") == two)
        #expect(references.commit(of: "refs/tags/v1") == two)
        #expect(references.commit(of: "main") == nil)
    }

    @Test func `an artifact's name has a host, a repository, and a tag or a digest`() throws {
        let tagged = try #require(try RegistryReference("oci://ghcr.io:8443/team/shop:1.2"))
        #expect(tagged.registry == "ghcr.io:8443")
        #expect(tagged.repository == "team/shop")
        #expect(tagged.manifest == "1.2")
        let hub = try #require(try RegistryReference("oci://shop"))
        #expect(hub.registry == "docker.io")
        #expect(hub.repository == "library/shop")
        #expect(hub.manifest == "latest")
        let digest = "sha256:" + String(repeating: "ab", count: 32)
        let pinned = try #require(try RegistryReference("oci://localhost/shop:1@\(digest)"))
        #expect(pinned.registry == "localhost")
        #expect(pinned.manifest == digest)
        #expect(try RegistryReference("https://host/shop.git") == nil)
    }

    @Test(arguments: [
        "oci://", "oci://host.example/Shop", "oci://host.example/a:b/../c", "oci://h.example/a@sha256:12",
    ])
    func `a malformed name of an artifact is refused`(text: String) {
        #expect(throws: RemoteFailure.self) { try RegistryReference(text) }
    }

    @Test func `a web address is taken apart, and a redirection starts from it`() throws {
        let address = try #require(WebAddress("https://Host:8443/v2/?a=b#c"))
        #expect(address == WebAddress(isSecure: true, host: "host", port: 8443, target: "/v2/?a=b"))
        #expect(address.following("/x")?.host == "host")
        #expect(address.following("//other/x") == WebAddress("https://other/x"))
        #expect(address.following("http://other")?.port == 80)
        #expect(address.following("ftp://other") == nil)
        #expect(WebAddress("http://[::1]:5000/")?.isLoopback == true)
        #expect(WebAddress("http://127.0.0.1:5000/")?.isLoopback == true)
        #expect(WebAddress("http://127.example.com/")?.isLoopback == false)
        #expect(WebAddress("https://me:secret@host/") == nil)
    }

    @Test func `a challenge's values may hold commas and quotes`() {
        let challenge = BearerChallenge(#"Bearer realm="https://a/t",service="x \"y\"", scope="r:a:pull,push",z=1"#)
        #expect(challenge?.scheme == "bearer")
        #expect(
            challenge?.parameters == ["realm": "https://a/t", "service": "x \"y\"", "scope": "r:a:pull,push", "z": "1"]
        )
        #expect(BearerChallenge("Basic")?.parameters.isEmpty == true)
        #expect(BearerChallenge("") == nil)
    }

    private func letters(_ letter: String) -> String { String(repeating: letter, count: 40) }
}
