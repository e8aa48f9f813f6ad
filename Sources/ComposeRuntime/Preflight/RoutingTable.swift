internal import ComposePlan

/// The kernel's table of IPv4 routes, `/proc/net/route`.
enum RoutingTable {
    /// The networks that are reached without a gateway; the default route is none of them.
    ///
    /// The engine makes no network of addresses that the machine reaches directly.
    static func directRoutes(in text: String) -> [IPPrefix] {
        text.split(separator: "\n").dropFirst().compactMap { line -> IPPrefix? in
            // Interface, destination, gateway, flags, and after three counters the mask.
            let fields = line.split(whereSeparator: { $0 == "\t" || $0 == " " })
            guard fields.count > 7, let destination = word(fields[1]), let gateway = word(fields[2]),
                let mask = word(fields[7]), gateway == 0, mask != 0
            else { return nil }
            return IPPrefix(IPAddress(.v4, UInt128(destination)), length: mask.nonzeroBitCount)
        }
    }

    /// A number as it lies in memory, in the order of the network.
    private static func word(_ text: Substring) -> UInt32? { UInt32(text, radix: 16).map { UInt32(bigEndian: $0) } }
}
