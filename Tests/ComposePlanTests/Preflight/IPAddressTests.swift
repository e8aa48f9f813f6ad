import Testing

@testable import ComposePlan

/// Addresses and prefixes: what is read, and what is in what.
@Suite struct IPAddressTests {
    @Test(arguments: [
        ("172.18.0.1", "172.18.0.1"),
        ("0.0.0.0", "0.0.0.0"),
        ("255.255.255.255", "255.255.255.255"),
        ("::", "::"),
        ("::1", "::1"),
        ("fe80:0:0:0:0:0:0:1", "fe80::1"),
        ("2001:DB8::a:0:0:1", "2001:db8::a:0:0:1"),
        ("1:0:2:0:3:0:4:0", "1:0:2:0:3:0:4:0"),
        ("::ffff:10.0.0.1", "::ffff:a00:1"),
    ])
    func `an address is read and written`(text: String, written: String) {
        #expect(IPAddress(text)?.description == written)
    }

    @Test(arguments: [
        "", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.+4", "1.2.3.", "localhost", ":", ":::", "1:2:3", "::1::",
        "1:2:3:4:5:6:7:8:9", "::12345", "[::1]", "fe80::1%eth0",
    ])
    func `what is no address is none`(text: String) { #expect(IPAddress(text) == nil) }

    @Test func `an IPv4 address within one of IPv6 is itself`() throws {
        let mapped = try #require(IPAddress("::ffff:10.0.0.1"))
        #expect(mapped.unmapped == IPAddress("10.0.0.1"))
        let other = try #require(IPAddress("::fffe:10.0.0.1"))
        #expect(other.unmapped == other)
    }

    // MARK: - Prefixes

    @Test func `a prefix is from its lowest address to its highest`() throws {
        let prefix = try #require(IPPrefix("172.18.5.1/20"))
        #expect(prefix.description == "172.18.0.0/20")
        #expect(prefix.last == IPAddress("172.18.15.255"))
        let wide = try #require(IPPrefix("fd00:1::/64"))
        #expect(wide.last == IPAddress("fd00:1::ffff:ffff:ffff:ffff"))
        let all = try #require(IPPrefix("::/0"))
        #expect(all.last.bits == UInt128.max)
        #expect(try #require(IPPrefix("10.0.0.1/32")).last == IPAddress("10.0.0.1"))
    }

    @Test(arguments: ["10.0.0.0", "10.0.0.0/33", "10.0.0.0/-1", "::/129", "10.0.0.0/8/8", "/8", "ten/8"])
    func `what is no prefix is none`(text: String) { #expect(IPPrefix(text) == nil) }

    @Test(arguments: [
        ("10.0.0.0/8", "10.1.2.0/24", true),
        ("10.1.2.0/24", "10.0.0.0/8", true),
        ("10.1.2.0/24", "10.1.3.0/24", false),
        ("10.1.2.0/25", "10.1.2.128/25", false),
        ("10.1.2.0/24", "10.1.2.255/32", true),
        ("fd00::/8", "fd12:3456::/48", true),
        ("0.0.0.0/0", "::/0", false),
    ])
    func `prefixes overlap when they share an address`(one: String, other: String, overlap: Bool) throws {
        #expect(try #require(IPPrefix(one)).overlaps(try #require(IPPrefix(other))) == overlap)
    }
}
