internal import Crypto
internal import FoundationEssentials

/// Hashes that stand in a record for what it does not write out.
///
/// They are salted with project and service, so that the same value in two places does not show.
struct SaltedDigest: Sendable {
    private let salt: String

    init(project: String, service: String) {
        salt = "\(project)\u{0}\(service)\u{0}"
    }

    /// Stands for a secret: `sha256:3fa9c1`; what is empty is no secret.
    ///
    /// Six digits are enough to see that a value is another one. They are no proof for somebody who goes through a long
    /// list of guesses, because many of those fit.
    func secret(_ text: String) -> String { text.isEmpty ? "" : "sha256:" + hexadecimal(of: text, bytes: 3) }

    /// Stands for a text that is too long: `sha256:3fa9c1d2e4b7 (4096 bytes)`.
    func long(_ text: String) -> String { "\(short(text)) (\(text.utf8.count) bytes)" }

    /// Stands for many things at once: `sha256:3fa9c1d2e4b7`.
    func short(_ text: String) -> String { "sha256:" + hexadecimal(of: text, bytes: 6) }

    /// Whether a text has the form of one of these hashes.
    static func isDigest(_ text: String) -> Bool {
        guard text.hasPrefix("sha256:") else { return false }
        let digits = text.dropFirst("sha256:".count).prefix { $0.isHexDigit }.count
        return digits == 6 && text.utf8.count == 13
            || digits == 12 && (text.utf8.count == 19 || text.hasSuffix(" bytes)"))
    }

    private func hexadecimal(of text: String, bytes: Int) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var hexadecimal: [UInt8] = []
        for byte in SHA256.hash(data: Data((salt + text).utf8)).prefix(bytes) {
            hexadecimal.append(digits[Int(byte >> 4)])
            hexadecimal.append(digits[Int(byte & 0xF)])
        }
        return String(decoding: hexadecimal, as: UTF8.self)
    }
}
