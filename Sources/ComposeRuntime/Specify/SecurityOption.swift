internal import FoundationEssentials

/// One entry of `security_opt`.
enum SecurityOption {
    /// A seccomp profile named by its file becomes the profile itself, since the engine reads no file of the client.
    ///
    /// - Throws: `StepError` when the file cannot be read or is not JSON.
    static func resolved(_ option: String, directory: String) throws -> String {
        guard let separator = option.firstIndex(where: { $0 == "=" || $0 == ":" }) else { return option }
        let value = option[option.index(after: separator)...]
        guard option[..<separator] == "seccomp", value != "unconfined", value != "builtin" else { return option }
        let path = value.hasPrefix("/") ? String(value) : "\(directory)/\(value)"
        guard let contents = FileManager.default.contents(atPath: path) else {
            throw StepError("opening seccomp profile \(path) failed", evidence: ["named in security_opt"])
        }
        guard let profile = compacted(contents) else {
            throw StepError("seccomp profile \(path) is not JSON", evidence: ["named in security_opt"])
        }
        return "seccomp=\(profile)"
    }

    /// The same JSON without white space between its parts; nil when quotes do not match.
    private static func compacted(_ contents: Data) -> String? {
        var bytes: [UInt8] = []
        var isQuoted = false
        var isEscaped = false
        for byte in contents {
            if isQuoted {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isQuoted = false
                }
            } else if byte == UInt8(ascii: "\"") {
                isQuoted = true
            } else if byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
                continue
            }
            bytes.append(byte)
        }
        guard !isQuoted, bytes.first == UInt8(ascii: "{") else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
