import Testing

@testable import DockerEngine

@Suite struct ImageReferenceTests {
    static let digest = "sha256:" + String(repeating: "0f", count: 32)

    static let table: [(String, String, String)] = [
        ("nginx", "docker.io/library/nginx:latest", "nginx:latest"),
        ("nginx:1.27", "docker.io/library/nginx:1.27", "nginx:1.27"),
        ("library/nginx", "docker.io/library/nginx:latest", "nginx:latest"),
        ("docker.io/nginx", "docker.io/library/nginx:latest", "nginx:latest"),
        ("index.docker.io/team/app", "docker.io/team/app:latest", "team/app:latest"),
        ("team/app:v1", "docker.io/team/app:v1", "team/app:v1"),
        ("ghcr.io/team/app", "ghcr.io/team/app:latest", "ghcr.io/team/app:latest"),
        ("localhost/app", "localhost/app:latest", "localhost/app:latest"),
        ("localhost:5000/app:2", "localhost:5000/app:2", "localhost:5000/app:2"),
        ("Host/app", "Host/app:latest", "Host/app:latest"),
        ("[::1]:5000/app", "[::1]:5000/app:latest", "[::1]:5000/app:latest"),
        ("a/b/c-d__e.f", "docker.io/a/b/c-d__e.f:latest", "a/b/c-d__e.f:latest"),
        ("nginx@\(digest)", "docker.io/library/nginx@\(digest)", "nginx@\(digest)"),
        ("x.io/a:1@\(digest)", "x.io/a:1@\(digest)", "x.io/a:1@\(digest)"),
    ]

    @Test(arguments: ImageReferenceTests.table)
    func `a reference is written out in full and in short`(text: String, canonical: String, familiar: String) throws {
        let reference = try ImageReference(text)
        #expect(reference.canonical == canonical)
        #expect(reference.familiar == familiar)
        // What is written out reads back as the same image.
        #expect(try ImageReference(reference.canonical).canonical == canonical)
        #expect(try ImageReference(reference.familiar).canonical == canonical)
    }

    @Test(arguments: [
        ("", "it has no name"), ("Nginx", "capital letters"), ("nginx:", "'' is not a tag"),
        ("nginx:-a", "'-a' is not a tag"), ("nginx@sha256:12", "is not a digest"), ("a//b", "is not a name"),
        ("a/_b", "is not a name"), ("a..b", "is not a name"), ("a b", "is not a name"),
        ("-x.io/a", "'-x.io' is not a registry's host"), ("x.io:port/a", "is not a registry's host"),
        (String(repeating: "ab", count: 32), "an image's id"),
    ])
    func `what is no reference says why`(text: String, reason: String) throws {
        let error = try #require(throws: ImageReferenceError.self) { _ = try ImageReference(text) }
        #expect(error.reason.contains(reason))
        #expect(error.description.hasPrefix("invalid image reference '\(text)': "))
    }

    @Test func `a reference matches its tag however either is spelt`() throws {
        #expect(try ImageReference("nginx").matches("nginx:latest"))
        #expect(try ImageReference("docker.io/library/nginx:1").matches("nginx:1"))
        #expect(try !ImageReference("nginx:1").matches("nginx:2"))
        #expect(try !ImageReference("nginx").matches("team/nginx:latest"))
        #expect(try !ImageReference("nginx").matches("<none>:<none>"))
        #expect(try ImageReference("nginx:1@\(Self.digest)").matches("nginx@\(Self.digest)"))
        #expect(try !ImageReference("nginx:1").matches("nginx@\(Self.digest)"))
    }

    @Test func `the parts of a reference are apart`() throws {
        let reference = try ImageReference("localhost:5000/team/app:1@\(Self.digest)")
        #expect(reference.registry == "localhost:5000")
        #expect(reference.path == "team/app")
        #expect(reference.tag == "1")
        #expect(reference.digest == Self.digest)
        #expect(try ImageReference("a@\(Self.digest)").effectiveTag == nil)
    }
}
