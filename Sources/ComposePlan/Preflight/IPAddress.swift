/// An address of IPv4 or IPv6 as a number.
package struct IPAddress: Sendable, Hashable {
    package enum Family: Sendable, Hashable {
        case v4, v6

        /// How many bits an address has.
        package var width: Int { self == .v4 ? 32 : 128 }
    }

    package let family: Family
    /// An IPv4 address is in the low 32 bits.
    package let bits: UInt128

    package init(_ family: Family, _ bits: UInt128) {
        self.family = family
        self.bits = bits
    }

    /// Reads `172.18.0.1`, `::1` or `::ffff:172.18.0.1`; nil for anything else, brackets and zones included.
    package init?(_ text: String) {
        if text.contains(":") {
            guard let bits = Self.sixteenBytes(of: text[...]) else { return nil }
            self.init(.v6, bits)
        } else {
            guard let bits = Self.fourBytes(of: text[...]) else { return nil }
            self.init(.v4, UInt128(bits))
        }
    }

    /// Whether it stands for every address of its family.
    package var isUnspecified: Bool { bits == 0 }

    /// The IPv4 address within `::ffff:172.18.0.1`; any other address as it is.
    package var unmapped: IPAddress {
        guard family == .v6, bits >> 32 == 0xFFFF else { return self }
        return IPAddress(.v4, bits & 0xFFFF_FFFF)
    }

    private static func fourBytes(of text: Substring) -> UInt32? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 4 else { return nil }
        var bits: UInt32 = 0
        for part in parts {
            // The number's own parser would take a sign as well.
            guard part.utf8.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }), let byte = UInt8(part)
            else { return nil }
            bits = bits << 8 | UInt32(byte)
        }
        return bits
    }

    private static func sixteenBytes(of text: Substring) -> UInt128? {
        guard let gap = text.firstRange(of: "::") else {
            guard let groups = groups(of: text), groups.count == 8 else { return nil }
            return joined(groups)
        }
        guard let head = groups(of: text[..<gap.lowerBound]), let tail = groups(of: text[gap.upperBound...]),
            head.count + tail.count < 8
        else { return nil }
        let zeros = [UInt16](repeating: 0, count: 8 - head.count - tail.count)
        return joined(head + zeros + tail)
    }

    /// The groups of sixteen bits between colons; the last may be an IPv4 address, which makes two.
    private static func groups(of text: Substring) -> [UInt16]? {
        guard !text.isEmpty else { return [] }
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        var groups: [UInt16] = []
        for (index, part) in parts.enumerated() {
            if index == parts.count - 1, part.contains(".") {
                guard let bits = fourBytes(of: part) else { return nil }
                groups += [UInt16(bits >> 16), UInt16(truncatingIfNeeded: bits)]
            } else {
                guard part.count <= 4, part.allSatisfy(\.isHexDigit), let group = UInt16(part, radix: 16) else {
                    return nil
                }
                groups.append(group)
            }
        }
        return groups
    }

    private static func joined(_ groups: [UInt16]) -> UInt128 {
        var bits: UInt128 = 0
        for group in groups { bits = bits << 16 | UInt128(group) }
        return bits
    }
}

extension IPAddress: CustomStringConvertible {
    /// As it is usually written: the longest run of zeros in an IPv6 address is left out.
    package var description: String {
        if family == .v4 {
            let bytes: [UInt8] = [24, 16, 8, 0].map { (shift: Int) -> UInt8 in UInt8(truncatingIfNeeded: bits >> shift)
            }
            return bytes.map { "\($0)" }.joined(separator: ".")
        }
        let groups: [UInt16] = (0..<8).map { (index: Int) -> UInt16 in
            UInt16(truncatingIfNeeded: bits >> (112 - index * 16))
        }
        var gap = 0..<0
        var start = 0
        while start < groups.count {
            var end = start
            while end < groups.count, groups[end] == 0 { end += 1 }
            if end - start > 1, end - start > gap.count { gap = start..<end }
            start = max(end, start + 1)
        }
        guard !gap.isEmpty else { return Self.text(of: groups[...]) }
        return Self.text(of: groups[..<gap.lowerBound]) + "::" + Self.text(of: groups[gap.upperBound...])
    }

    private static func text(of groups: ArraySlice<UInt16>) -> String {
        groups.map { String($0, radix: 16) }.joined(separator: ":")
    }
}
