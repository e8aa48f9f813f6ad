internal import CurlHTTP
internal import FoundationEssentials

/// What the engine shows a registry to be let in.
package struct RegistryAuth: Sendable, Hashable {
    package var username: String?
    package var password: String?
    /// A token in place of user and password.
    package var identityToken: String?
    /// The registry it is for: `ghcr.io`, `https://index.docker.io/v1/`.
    package var serverAddress: String?

    package init(
        username: String? = nil,
        password: String? = nil,
        identityToken: String? = nil,
        serverAddress: String? = nil
    ) {
        self.username = username
        self.password = password
        self.identityToken = identityToken
        self.serverAddress = serverAddress
    }

    /// The value of `X-Registry-Auth`: JSON in base64 for URLs, with its padding, as the engine decodes it.
    package var headerValue: String { Self.encoded(self) }

    static func encoded(_ value: some Encodable) -> String {
        let base64 = Data(EngineJSON.text(value).utf8).base64EncodedString()
        let safe = base64.utf8.map { byte -> UInt8 in
            switch byte {
            case UInt8(ascii: "+"): UInt8(ascii: "-")
            case UInt8(ascii: "/"): UInt8(ascii: "_")
            default: byte
            }
        }
        return String(decoding: safe, as: UTF8.self)
    }
}

extension RegistryAuth: Encodable {
    enum CodingKeys: String, CodingKey {
        case username
        case password
        case identityToken = "identitytoken"
        case serverAddress = "serveraddress"
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encodeUnlessEmpty(username, forKey: .username)
        try fields.encodeUnlessEmpty(password, forKey: .password)
        try fields.encodeUnlessEmpty(identityToken, forKey: .identityToken)
        try fields.encodeUnlessEmpty(serverAddress, forKey: .serverAddress)
    }
}

extension HTTPHeaders {
    /// `X-Registry-Auth` for one registry; an empty login when there is none, which a push must send.
    static func registryAuth(_ auth: RegistryAuth?) -> HTTPHeaders {
        ["X-Registry-Auth": (auth ?? RegistryAuth()).headerValue]
    }
}
