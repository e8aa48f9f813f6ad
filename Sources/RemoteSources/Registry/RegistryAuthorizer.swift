internal import ComposeLoader
internal import CurlHTTP
internal import FoundationEssentials

/// Gets what a registry wants to see before it hands something out.
struct RegistryAuthorizer: Sendable {
    let reference: RegistryReference
    let login: RegistryLogin.Lookup

    private static let answerLimit = 1 << 20

    /// The value of `Authorization` that answers a registry's challenges; nil when there is nothing to show.
    ///
    /// The challenges came from `place` with status 401; `client` sends the request for a token.
    func authorization(
        answering challenges: [BearerChallenge],
        from place: WebAddress,
        through client: RegistryClient
    ) async throws(RemoteFailure) -> String? {
        if let challenge = challenges.first(where: { $0.scheme == "bearer" }) {
            let token = try await self.token(for: challenge, from: place, through: client)
            return "Bearer \(token)"
        }
        guard challenges.contains(where: { $0.scheme == "basic" }), let login = try findLogin() else { return nil }
        return Self.basic(login)
    }

    /// A token from the server that the challenge names, for reading this repository.
    private func token(
        for challenge: BearerChallenge,
        from place: WebAddress,
        through client: RegistryClient
    ) async throws(RemoteFailure) -> String {
        guard let realm = challenge.parameters["realm"], let server = WebAddress(realm) else {
            throw RemoteFailure("registry '\(reference.registry)' does not say where to get a token")
        }
        // Logins go out in the clear only where the registry itself is spoken to in the clear.
        guard server.isSecure || !place.isSecure else {
            throw RemoteFailure("registry '\(reference.registry)' wants the login sent without TLS to '\(realm)'")
        }
        var query: [(String, String)] = []
        if let service = challenge.parameters["service"] { query.append(("service", service)) }
        query.append(("scope", challenge.parameters["scope"] ?? "repository:\(reference.repository):pull"))
        let login = try findLogin()
        let request = Self.request(to: server, query, login)
        let answer = try await client.exchange(request, at: server, limit: Self.answerLimit)
        guard answer.status == 200 else { throw RegistryRefusal.failure(answer, of: reference) }
        do {
            let answered = try JSONDecoder().decode(TokenAnswer.self, from: Data(answer.body))
            if let token = answered.token ?? answered.accessToken { return token }
        } catch {
            // Reported below, like an answer without a token.
        }
        throw RemoteFailure("registry '\(reference.registry)' gives no token")
    }

    private static func request(
        to server: WebAddress,
        _ query: [(String, String)],
        _ login: RegistryLogin?
    ) -> HTTPRequest {
        if let token = login?.identityToken {
            let form =
                query + [("grant_type", "refresh_token"), ("client_id", "swiftcompose"), ("refresh_token", token)]
            return HTTPRequest(
                "POST",
                server.target,
                headers: ["Content-Type": "application/x-www-form-urlencoded"],
                body: .bytes(Array(encoded(form).utf8))
            )
        }
        let separator = server.target.contains("?") ? "&" : "?"
        var headers: HTTPHeaders = [:]
        if let login { headers.add("Authorization", basic(login)) }
        return HTTPRequest("GET", server.target + separator + encoded(query), headers: headers)
    }

    private func findLogin() throws(RemoteFailure) -> RegistryLogin? {
        do {
            return try login(reference.registry)
        } catch {
            throw error as? RemoteFailure ?? RemoteFailure("\(error)")
        }
    }

    private static func basic(_ login: RegistryLogin) -> String {
        "Basic \(Data("\(login.username):\(login.password)".utf8).base64EncodedString())"
    }

    private static func encoded(_ fields: [(String, String)]) -> String {
        fields.map { "\($0.0)=\(percentEncoded($0.1))" }.joined(separator: "&")
    }

    private static func percentEncoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
                UInt8(ascii: "~"):
                bytes.append(byte)
            default:
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Some servers write the one, some the other.
private struct TokenAnswer: Decodable {
    let token: String?
    let accessToken: String?

    private enum CodingKeys: String, CodingKey {
        case token
        case accessToken = "access_token"
    }
}
