internal import ComposeLoader
internal import CurlHTTP

/// Reads manifests and blobs of one repository.
///
/// Used by one task.
final class RegistryClient {
    private let reference: RegistryReference
    private let address: WebAddress?
    private let authorizer: RegistryAuthorizer
    /// The value of `Authorization` that the registry accepted.
    private var authorization: String?
    private var clients: [HTTPEndpoint: HTTPClient] = [:]

    private static let manifestLimit = 4 << 20
    private static let blobLimit = 32 << 20
    private static let redirectionLimit = 5

    /// Speaks HTTP without TLS where `isPlain` says so, and always with this machine.
    init(reference: RegistryReference, isPlain: Bool, login: @escaping RegistryLogin.Lookup) {
        self.reference = reference
        // Docker Hub's registry has another name than its images.
        let host = reference.registry == "docker.io" ? "registry-1.docker.io" : reference.registry
        let secure = WebAddress("https://\(host)/")
        address = isPlain || secure?.isLoopback == true ? WebAddress("http://\(host)/") : secure
        authorizer = RegistryAuthorizer(reference: reference, login: login)
    }

    /// The bytes of a manifest, by tag or digest.
    ///
    /// `GET /v2/{repository}/manifests/{reference}`
    func manifest(_ name: String) async throws(RemoteFailure) -> [UInt8] {
        let headers: HTTPHeaders = ["Accept": ComposeArtifact.accepted]
        return try await get("manifests/\(name)", headers, limit: Self.manifestLimit)
    }

    /// The bytes of a layer, whose digest is not checked here.
    ///
    /// `GET /v2/{repository}/blobs/{digest}`
    func blob(_ digest: Digest) async throws(RemoteFailure) -> [UInt8] {
        try await get("blobs/\(digest.text)", [:], limit: Self.blobLimit)
    }

    private func get(_ path: String, _ headers: HTTPHeaders, limit: Int) async throws(RemoteFailure) -> [UInt8] {
        guard let address else { throw RemoteFailure("'\(reference.registry)' is no host of a registry") }
        let place = address.with(target: "/v2/\(reference.repository)/\(path)")
        var answer = try await send(to: place, headers, limit: limit)
        if answer.status == 401 {
            authorization = try await authorizer.authorization(answering: answer.challenges, from: place, through: self)
            if authorization != nil { answer = try await send(to: place, headers, limit: limit) }
        }
        guard answer.status == 200 else { throw RegistryRefusal.failure(answer, of: reference) }
        return answer.body
    }

    /// Sends a request to the registry and follows where it leads; only the registry itself is shown who asks.
    private func send(
        to place: WebAddress,
        _ headers: HTTPHeaders,
        limit: Int
    ) async throws(RemoteFailure) -> RegistryAnswer {
        var next = place
        for _ in 0...Self.redirectionLimit {
            var fields = headers
            if let authorization, next.hasSameOrigin(as: place) { fields.add("Authorization", authorization) }
            let answer = try await exchange(HTTPRequest("GET", next.target, headers: fields), at: next, limit: limit)
            guard (300..<400).contains(answer.status), let location = answer.location else { return answer }
            guard let following = next.following(location), following.isSecure || !next.isSecure else {
                throw RemoteFailure("registry '\(reference.registry)' leads to '\(location)', which is not followed")
            }
            next = following
        }
        throw RemoteFailure("registry '\(reference.registry)' leads from one address to the next without an end")
    }

    /// Sends one request and takes the whole answer.
    func exchange(_ request: HTTPRequest, at address: WebAddress, limit: Int) async throws(RemoteFailure)
        -> RegistryAnswer
    {
        let client = clients[address.endpoint] ?? HTTPClient(endpoint: address.endpoint)
        clients[address.endpoint] = client
        do {
            let response = try await client.send(request)
            return RegistryAnswer(
                status: response.status,
                location: response.headers["Location"],
                challenges: response.headers.values(of: "WWW-Authenticate").compactMap { BearerChallenge($0) },
                body: try await response.body.collect(limit: limit)
            )
        } catch let error as TransportError {
            throw RegistryRefusal.unreachable(reference, error)
        } catch {
            throw RemoteFailure("interrupted")
        }
    }
}

/// What a registry answered.
struct RegistryAnswer: Sendable {
    var status: Int
    var location: String?
    var challenges: [BearerChallenge]
    var body: [UInt8]
}
