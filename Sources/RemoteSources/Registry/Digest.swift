internal import ComposeLoader
internal import Crypto
internal import FoundationEssentials

/// The SHA-256 of some content, by which registries name it.
struct Digest: Sendable, Hashable {
    /// 64 digits.
    let hexadecimal: String

    /// Reads `sha256:…`.
    init(_ text: String) throws(RemoteFailure) {
        let prefix = "sha256:"
        let digits = String(text.dropFirst(prefix.count))
        guard text.hasPrefix(prefix), digits.utf8.count == 64, GitAddress.isHexadecimal(digits) else {
            throw RemoteFailure("'\(text)' is no digest in SHA-256")
        }
        hexadecimal = digits
    }

    /// Computes the digest of some bytes.
    init(of bytes: [UInt8]) {
        let digits = Array("0123456789abcdef".utf8)
        let text = SHA256.hash(data: Data(bytes)).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        hexadecimal = String(decoding: text, as: UTF8.self)
    }

    var text: String { "sha256:\(hexadecimal)" }
}
