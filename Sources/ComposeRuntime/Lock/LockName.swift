internal import CurlHTTP
internal import DockerEngine
internal import Glibc

/// How the lock file of a project is called.
enum LockName {
    /// `shop-6c62272e07bb0142.lock`: the project for people, and a hash that tells engines and odd names apart.
    static func of(project: String, engine: EngineHost) -> String {
        let readable = project.unicodeScalars.prefix(80).map { scalar -> String in
            isPlain(scalar) ? String(scalar) : "_"
        }
        let hash = fingerprint(of: "\(address(of: engine))\n\(project)")
        return "\(readable.joined())-\(hash).lock"
    }

    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", "-": true
        default: false
        }
    }

    /// The engine's address, the same for every way to write the path of one socket.
    private static func address(of engine: EngineHost) -> String {
        guard case .unixSocket(let path) = engine.endpoint, let resolved = realpath(path, nil) else {
            return "\(engine.endpoint)"
        }
        defer { free(resolved) }
        return "unix://\(String(cString: resolved))"
    }

    /// FNV-1a: short, the same in every process, and no secret is kept by it.
    private static func fingerprint(of text: String) -> String {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in text.utf8 {
            hash ^= UInt64(byte)
            hash = hash &* 0x100_0000_01b3
        }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
