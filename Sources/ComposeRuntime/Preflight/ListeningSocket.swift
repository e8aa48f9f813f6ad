internal import ComposePlan

/// A socket of this machine that waits for others, as a line of the kernel's tables tells it.
struct ListeningSocket: Sendable, Hashable {
    /// One of the kernel's tables: `/proc/net/tcp`.
    struct Table: Sendable {
        var file: String
        var transport: String
        /// The state of a socket that waits, in hexadecimal.
        var state: String
    }

    static let tables: [Table] = [
        Table(file: "tcp", transport: "tcp", state: "0A"),
        Table(file: "tcp6", transport: "tcp", state: "0A"),
        Table(file: "udp", transport: "udp", state: "07"),
        Table(file: "udp6", transport: "udp", state: "07"),
    ]

    var port: HostPort
    /// The number by which the socket is found among the open files of processes.
    var inode: Int

    /// Reads a table: a heading, then for each socket a line with number, address, peer, state, and later the inode.
    static func all(inTable text: String, of table: Table) -> [ListeningSocket] {
        text.split(separator: "\n").dropFirst().compactMap { line -> ListeningSocket? in
            let fields = line.split(separator: " ", omittingEmptySubsequences: true)
            guard fields.count > 9, fields[3] == table.state, let inode = Int(fields[9]) else { return nil }
            let place = fields[1].split(separator: ":")
            guard place.count == 2, let number = Int(place[1], radix: 16), number > 0,
                let address = Self.readAddress(String(place[0]))
            else { return nil }
            var port = HostPort(number, transport: table.transport, address: address)
            // Such a socket takes IPv4 as well, unless it was told not to, which the table does not say.
            if address.family == .v6, address.isUnspecified { port.address = nil }
            return ListeningSocket(port: port, inode: inode)
        }
    }

    /// Reads `0100007F` or four times as much: words as they lie in memory, each written as one number.
    private static func readAddress(_ text: String) -> IPAddress? {
        guard text.utf8.count == 8 || text.utf8.count == 32 else { return nil }
        var bits: UInt128 = 0
        var rest = text[...]
        while !rest.isEmpty {
            guard let word = UInt32(rest.prefix(8), radix: 16) else { return nil }
            bits = bits << 32 | UInt128(UInt32(bigEndian: word))
            rest = rest.dropFirst(8)
        }
        return IPAddress(text.utf8.count == 8 ? .v4 : .v6, bits).unmapped
    }
}
