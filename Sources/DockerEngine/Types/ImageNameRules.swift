/// Which texts may be the parts of an image's name.
enum ImageNameRules {
    /// Whether the part before the first slash is a registry rather than the first part of a path.
    static func looksLikeRegistry(_ part: Substring) -> Bool {
        part == "localhost"
            || part.utf8.contains { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") || isCapital($0) }
    }

    /// A host name or address, and perhaps a port.
    static func isRegistry(_ text: String) -> Bool {
        var host = text[...]
        if let colon = text.lastIndex(of: ":"), !text.hasSuffix("]") {
            let port = text[text.index(after: colon)...]
            guard !port.isEmpty, port.utf8.allSatisfy(isDigit) else { return false }
            host = text[..<colon]
        }
        if host.hasPrefix("["), host.hasSuffix("]") {
            let address = host.dropFirst().dropLast()
            return !address.isEmpty && address.utf8.allSatisfy { isHexadecimal($0) || $0 == UInt8(ascii: ":") }
        }
        return host.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && !part.hasPrefix("-") && !part.hasSuffix("-")
                && part.utf8.allSatisfy { isSmall($0) || isCapital($0) || isDigit($0) || $0 == UInt8(ascii: "-") }
        }
    }

    /// Parts of small letters and digits, joined by a dot, one or two underscores or any number of hyphens.
    static func isPath(_ text: String) -> Bool {
        guard text.utf8.count <= 255 else { return false }
        // Sixty-four hexadecimal digits would be taken for an image's id.
        let name = text.hasPrefix("library/") ? text.dropFirst("library/".count) : text[...]
        if name.utf8.count == 64, name.utf8.allSatisfy(isHexadecimal) { return false }
        return text.split(separator: "/", omittingEmptySubsequences: false).allSatisfy(isPathPart)
    }

    private static func isPathPart(_ part: Substring) -> Bool {
        var separator: [UInt8] = []
        var isFirst = true
        for byte in part.utf8 {
            if isSmall(byte) || isDigit(byte) {
                guard isFirst ? separator.isEmpty : separator.isEmpty || isSeparator(separator) else { return false }
                separator = []
                isFirst = false
            } else {
                separator.append(byte)
            }
        }
        return !isFirst && separator.isEmpty
    }

    private static func isSeparator(_ bytes: [UInt8]) -> Bool {
        switch bytes {
        case [UInt8(ascii: ".")], [UInt8(ascii: "_")], [UInt8(ascii: "_"), UInt8(ascii: "_")]: true
        default: bytes.allSatisfy { $0 == UInt8(ascii: "-") }
        }
    }

    static func isTag(_ text: Substring) -> Bool {
        guard let first = text.utf8.first, text.utf8.count <= 128, isWord(first) else { return false }
        return text.utf8.allSatisfy { isWord($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
    }

    /// An algorithm and at least 32 hexadecimal digits.
    static func isDigest(_ text: Substring) -> Bool {
        guard let colon = text.firstIndex(of: ":") else { return false }
        let algorithm = text[..<colon]
        let digits = text[text.index(after: colon)...]
        guard let first = algorithm.utf8.first, isSmall(first) || isCapital(first) else { return false }
        return digits.utf8.count >= 32 && digits.utf8.allSatisfy(isHexadecimal)
            && (algorithm != "sha256" || digits.utf8.count == 64)
    }

    static func isHexadecimal(_ byte: UInt8) -> Bool {
        isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
            || (UInt8(ascii: "A")...UInt8(ascii: "F")).contains(byte)
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        isSmall(byte) || isCapital(byte) || isDigit(byte) || byte == UInt8(ascii: "_")
    }

    private static func isSmall(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) }
    private static func isCapital(_ byte: UInt8) -> Bool { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
}
