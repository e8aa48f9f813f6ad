/// Addresses that share their leading bits: `172.18.0.0/16`, `fd00:1::/64`.
package struct IPPrefix: Sendable, Hashable {
    /// The lowest address in it.
    package let first: IPAddress
    /// How many leading bits all its addresses share.
    package let length: Int

    /// The prefix that an address is in; nil when addresses of its family have fewer bits than that.
    package init?(_ address: IPAddress, length: Int) {
        guard (0...address.family.width).contains(length) else { return nil }
        let fixed = ~Self.ones(address.family.width - length)
        first = IPAddress(address.family, address.bits & fixed)
        self.length = length
    }

    /// Reads `172.18.0.0/16`; an address within stands for the whole, as in `172.18.0.1/16`; nil for anything else.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, let address = IPAddress(String(parts[0])), let length = Int(parts[1]) else {
            return nil
        }
        self.init(address, length: length)
    }

    package var family: IPAddress.Family { first.family }

    /// The highest address in it.
    package var last: IPAddress { IPAddress(family, first.bits | Self.ones(family.width - length)) }

    /// Whether the two have an address in common.
    package func overlaps(_ other: IPPrefix) -> Bool {
        family == other.family && first.bits <= other.last.bits && other.first.bits <= last.bits
    }

    /// A number whose lowest bits are set, so many of them.
    private static func ones(_ count: Int) -> UInt128 { count >= 128 ? UInt128.max : (UInt128(1) << count) - 1 }
}

extension IPPrefix: CustomStringConvertible {
    package var description: String { "\(first)/\(length)" }
}
