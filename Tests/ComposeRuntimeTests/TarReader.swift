import Testing

@testable import ComposeRuntime

/// One entry as a tar program would read it, pax records included.
struct TarEntry: Equatable {
    var path: String
    /// `0` a file, `1` a hard link, `2` a symbolic link, `5` a directory.
    var type: Character
    var mode: Int
    var uid: Int
    var gid: Int
    var target: String
    var content: [UInt8]
    var modified = 0

    var text: String { String(decoding: content, as: UTF8.self) }
}

/// A reader of tar streams that believes nothing: checksums, padding and the end are looked at.
enum TarReader {
    struct Malformed: Error {
        var reason: String
    }

    static func entries(_ bytes: [UInt8]) throws -> [TarEntry] {
        guard bytes.count % 512 == 0 else { throw Malformed(reason: "\(bytes.count) bytes are no whole blocks") }
        var entries: [TarEntry] = []
        var records: [String: String] = [:]
        var offset = 0
        while offset + 512 <= bytes.count {
            let block = Array(bytes[offset..<(offset + 512)])
            if block.allSatisfy({ $0 == 0 }) {
                guard bytes.count - offset >= 1024, bytes[offset...].allSatisfy({ $0 == 0 }) else {
                    throw Malformed(reason: "the end is not two empty blocks")
                }
                return entries
            }
            try check(block)
            let size = try records["size"].flatMap { Int($0) } ?? octal(block, 124, 12)
            let start = offset + 512
            let padded = (size + 511) / 512 * 512
            guard start + padded <= bytes.count else {
                throw Malformed(reason: "content of \(size) bytes is cut short")
            }
            let content = Array(bytes[start..<(start + size)])
            guard bytes[(start + size)..<(start + padded)].allSatisfy({ $0 == 0 }) else {
                throw Malformed(reason: "padding is not empty")
            }
            offset = start + padded
            let type = Character(Unicode.Scalar(block[156]))
            if type == "x" {
                records = try paxRecords(content)
                continue
            }
            entries.append(
                TarEntry(
                    path: records["path"] ?? text(block, 0, 100),
                    type: type,
                    mode: try octal(block, 100, 8),
                    uid: try octal(block, 108, 8),
                    gid: try octal(block, 116, 8),
                    target: records["linkpath"] ?? text(block, 157, 100),
                    content: content,
                    modified: try octal(block, 136, 12)
                )
            )
            records = [:]
        }
        throw Malformed(reason: "there is no end")
    }

    private static func check(_ block: [UInt8]) throws {
        guard text(block, 257, 6) == "ustar", text(block, 263, 2) == "00" else { throw Malformed(reason: "not ustar") }
        var sum = 0
        for (index, byte) in block.enumerated() { sum += (148..<156).contains(index) ? 32 : Int(byte) }
        guard try octal(block, 148, 8) == sum else { throw Malformed(reason: "the checksum is not \(sum)") }
    }

    private static func text(_ block: [UInt8], _ offset: Int, _ limit: Int) -> String {
        String(decoding: block[offset..<(offset + limit)].prefix { $0 != 0 }, as: UTF8.self)
    }

    private static func octal(_ block: [UInt8], _ offset: Int, _ limit: Int) throws -> Int {
        let digits = text(block, offset, limit).filter { $0 != " " }
        guard let value = Int(digits, radix: 8) else { throw Malformed(reason: "'\(digits)' is no octal number") }
        return value
    }

    /// `length key=value` lines, where the length counts itself and the line break.
    private static func paxRecords(_ bytes: [UInt8]) throws -> [String: String] {
        var records: [String: String] = [:]
        var rest = bytes[...]
        while !rest.isEmpty {
            let digits = rest.prefix { $0 != UInt8(ascii: " ") }
            guard let length = Int(String(decoding: digits, as: UTF8.self)), length <= rest.count,
                rest[rest.startIndex + length - 1] == UInt8(ascii: "\n")
            else { throw Malformed(reason: "a pax record has the wrong length") }
            let line = rest[(rest.startIndex + digits.count + 1)..<(rest.startIndex + length - 1)]
            let parts = line.split(separator: UInt8(ascii: "="), maxSplits: 1)
            guard parts.count == 2 else { throw Malformed(reason: "a pax record has no value") }
            records[String(decoding: parts[0], as: UTF8.self)] = String(decoding: parts[1], as: UTF8.self)
            rest = rest.dropFirst(length)
        }
        return records
    }
}
