import ComposeModel
import Testing

@Suite struct ExtremeNumberTests {
    @Test func `a size that no Int holds is none`() {
        #expect(ByteSize("8191p")?.bytes == 8191 << 50)
        #expect(ByteSize("8192p") == nil)
        #expect(ByteSize(String(repeating: "9", count: 400)) == nil)
        #expect(ByteSize("1e400") == nil)
    }

    @Test func `a duration that no Int holds in nanoseconds is none`() {
        #expect(Duration(compose: "2562047h") != nil)
        #expect(Duration(compose: "2562048h") == nil)
        #expect(Duration(compose: String(repeating: "9", count: 400) + "h") == nil)
    }

    @Test func `the nanoseconds of a longer duration are the most that can be said`() {
        #expect(Duration.seconds(Int64.max).nanoseconds == .max)
        #expect(Duration.seconds(Int64.min).nanoseconds == .min)
        #expect(Duration.seconds(9_223_372_036).nanoseconds == 9_223_372_036_000_000_000)
    }
}
