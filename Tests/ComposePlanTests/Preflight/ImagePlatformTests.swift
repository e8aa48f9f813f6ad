import Testing

@testable import ComposePlan

/// Whether an image is one of the platform that a service wants.
@Suite struct ImagePlatformTests {
    @Test(arguments: [
        ("linux/amd64", "linux/amd64"),
        ("linux/x86_64", "linux/amd64"),
        ("arm64", "linux/arm64"),
        ("linux/aarch64", "linux/arm64"),
        ("linux/arm64/v8", "linux/arm64"),
        ("linux/arm/v7", "linux/arm/v7"),
        ("Linux/386", "linux/386"),
    ])
    func `a platform is read in its usual spelling`(text: String, usual: String) {
        #expect(ImagePlatform(text)?.description == usual)
    }

    @Test(arguments: ["", "linux", "a/b/c/d"]) func `what names no architecture is none`(text: String) {
        #expect(ImagePlatform(text) == nil)
    }

    private func image(_ architecture: String, _ variant: String? = nil) -> ObservedImage {
        var image = ObservedImage(digest: "sha256:1")
        image.platform = ImagePlatform(os: "linux", architecture: architecture, variant: variant)
        return image
    }

    @Test func `an image of another architecture does not suit`() {
        #expect(image("amd64").suits(platform: "linux/amd64"))
        #expect(!image("amd64").suits(platform: "linux/arm64"))
        #expect(image("arm64", "v8").suits(platform: "linux/arm64"))
        #expect(image("arm", "v6").suits(platform: "linux/arm/v7"))
        #expect(!image("arm", "v7").suits(platform: "linux/arm/v6"))
        #expect(!image("amd64").suits(platform: "windows/amd64"))
    }

    @Test func `what is unknown suits`() {
        #expect(ObservedImage(digest: "sha256:1").suits(platform: "linux/arm64"))
        #expect(image("amd64").suits(platform: nil))
        #expect(image("amd64").suits(platform: "linux"))
    }
}
