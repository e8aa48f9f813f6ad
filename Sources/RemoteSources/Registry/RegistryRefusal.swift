internal import ComposeLoader
internal import CurlHTTP
internal import FoundationEssentials

/// What a registry's answers mean, in words.
enum RegistryRefusal {
    /// The failure for an answer with another status than 200.
    static func failure(_ answer: RegistryAnswer, of reference: RegistryReference) -> RemoteFailure {
        let registry = reference.registry
        switch answer.status {
        case 401, 403:
            return RemoteFailure(
                "registry '\(registry)' does not let you read '\(reference.repository)'\(reason(in: answer))",
                hint: "log in with 'docker login\(registry == "docker.io" ? "" : " \(registry)")'"
            )
        case 404:
            return RemoteFailure(
                "registry '\(registry)' has no '\(reference.manifest)' of '\(reference.repository)'\(reason(in: answer))"
            )
        case 429:
            return RemoteFailure(
                "registry '\(registry)' has had too many requests\(reason(in: answer))",
                hint: "wait, or log in"
            )
        default:
            return RemoteFailure("registry '\(registry)' answers with status \(answer.status)\(reason(in: answer))")
        }
    }

    static func unreachable(_ reference: RegistryReference, _ error: TransportError) -> RemoteFailure {
        let hint: String? =
            switch error.kind {
            case .tls: "name a registry without TLS with --insecure-registry"
            case .libraryMissing: nil
            default: "see that the host is right and can be reached; what is named by its digest is fetched only once"
            }
        return RemoteFailure("cannot reach registry '\(reference.registry)': \(error.description)", hint: hint)
    }

    /// The registry's own words after a colon; empty when it says nothing.
    private static func reason(in answer: RegistryAnswer) -> String {
        // Many answers have no such body, and the status says enough.
        let body = try? JSONDecoder().decode(Body.self, from: Data(answer.body))
        guard let message = body?.errors.first?.message, !message.isEmpty else { return "" }
        return ": \(message.prefix(200))"
    }

    private struct Body: Decodable {
        struct Problem: Decodable {
            let message: String?
        }

        let errors: [Problem]
    }
}
