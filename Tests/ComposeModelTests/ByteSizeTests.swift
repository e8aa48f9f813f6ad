import ComposeModel
import Testing

@Suite struct ByteSizeTests {
    @Test(arguments: [
        ("512", 512),
        ("64m", 67_108_864),
        ("64M", 67_108_864),
        ("1gb", 1_073_741_824),
        ("10KiB", 10240),
        ("2 MB", 2_097_152),
        ("1.5k", 1536),
        ("0", 0),
        ("-1", -1),
    ])
    func `a size counts in powers of 1024`(text: String, bytes: Int) {
        #expect(ByteSize(text)?.bytes == bytes)
    }

    @Test(arguments: ["", "m", "1x", "1mm", "-5", "1.", "ten"])
    func `text that is no size gives nil`(text: String) {
        #expect(ByteSize(text) == nil)
    }
}
