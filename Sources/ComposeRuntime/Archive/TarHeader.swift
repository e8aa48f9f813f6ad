/// The head of one entry of a tar stream (POSIX ustar, with pax records where its fields are too small).
package struct TarHeader: Sendable {
    package enum Kind: Sendable, Equatable {
        case file, directory
        case symbolicLink(target: String)
        /// A second name of a file that an earlier entry holds.
        case hardLink(target: String)
    }

    package static let blockSize = 512
    /// Two empty blocks.
    package static let endOfArchive = [UInt8](repeating: 0, count: 2 * blockSize)

    /// Relative, with `/` between parts.
    package var path: String
    package var kind: Kind
    /// Bytes of content that follow; 0 for all but files.
    package var size: Int
    /// Permission bits.
    package var mode = 0o644
    package var uid = 0
    package var gid = 0
    /// Seconds since 1970.
    package var modified = 0

    package init(path: String, kind: Kind, size: Int = 0) {
        self.path = path
        self.kind = kind
        self.size = size
    }

    /// What must follow content of a size, so that the next header starts a block.
    package static func padding(after size: Int) -> [UInt8] {
        [UInt8](repeating: 0, count: (blockSize - size % blockSize) % blockSize)
    }

    /// One block, or three and more when pax records come before it.
    package var encoded: [UInt8] {
        let target: String =
            switch kind {
            case .symbolicLink(let target), .hardLink(let target): target
            case .file, .directory: ""
            }
        var records: [UInt8] = []
        if path.utf8.count > 100 { records += Self.record("path", path) }
        if target.utf8.count > 100 { records += Self.record("linkpath", target) }
        if size > 0o77777777777 { records += Self.record("size", "\(size)") }
        let block = block(path: path, target: target, type: type)
        guard !records.isEmpty else { return block }
        var extended = TarHeader(path: "pax/\(path.suffix(80))", kind: .file, size: records.count)
        extended.modified = modified
        return extended.block(path: String(extended.path.prefix(90)), target: "", type: UInt8(ascii: "x"))
            + records + Self.padding(after: records.count) + block
    }

    private var type: UInt8 {
        switch kind {
        case .file: UInt8(ascii: "0")
        case .hardLink: UInt8(ascii: "1")
        case .symbolicLink: UInt8(ascii: "2")
        case .directory: UInt8(ascii: "5")
        }
    }

    private func block(path: String, target: String, type: UInt8) -> [UInt8] {
        var block = [UInt8](repeating: 0, count: Self.blockSize)
        func put(_ bytes: some Sequence<UInt8>, at offset: Int, limit: Int) {
            for (index, byte) in bytes.prefix(limit).enumerated() { block[offset + index] = byte }
        }
        func putOctal(_ value: Int, at offset: Int, digits: Int) {
            let text = String(max(0, value), radix: 8)
            let padded = String(repeating: "0", count: max(0, digits - text.count)) + text.suffix(digits)
            put(padded.utf8, at: offset, limit: digits)
        }
        put(path.utf8, at: 0, limit: 100)
        putOctal(mode & 0o7777, at: 100, digits: 7)
        putOctal(uid, at: 108, digits: 7)
        putOctal(gid, at: 116, digits: 7)
        putOctal(size > 0o77777777777 ? 0 : size, at: 124, digits: 11)
        putOctal(modified, at: 136, digits: 11)
        put("        ".utf8, at: 148, limit: 8)
        block[156] = type
        put(target.utf8, at: 157, limit: 100)
        put("ustar".utf8, at: 257, limit: 5)
        put("00".utf8, at: 263, limit: 2)
        let checksum = block.reduce(0) { $0 + Int($1) }
        putOctal(checksum, at: 148, digits: 6)
        block[154] = 0
        return block
    }

    /// `length key=value` and a line break, where the length counts itself.
    private static func record(_ key: String, _ value: String) -> [UInt8] {
        let rest = " \(key)=\(value)\n"
        var length = rest.utf8.count + 1
        while "\(length)".utf8.count + rest.utf8.count != length { length = "\(length)".utf8.count + rest.utf8.count }
        return Array("\(length)\(rest)".utf8)
    }
}
