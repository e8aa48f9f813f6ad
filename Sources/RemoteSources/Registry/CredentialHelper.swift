package import ComposeLoader
internal import FoundationEssentials

/// One of the programs that keep docker's logins: `docker-credential-pass` and the like.
package struct CredentialHelper: Sendable {
    private let program: String
    private let environment: [String: String]

    /// Takes the name as docker's configuration file has it, without `docker-credential-`.
    package init(_ name: String, environment: [String: String]) {
        self.init(program: "docker-credential-\(name)", environment: environment)
    }

    init(program: String, environment: [String: String]) {
        self.program = program
        self.environment = environment
    }

    /// The login that the program keeps for a registry; nil when it has none.
    ///
    /// Blocks until the program ends.
    package func login(for registry: String) throws(RemoteFailure) -> RegistryLogin? {
        let server = registry == "docker.io" ? "https://index.docker.io/v1/" : registry
        let process = ChildProcess(words: [program, "get"], environment: environment, input: Array(server.utf8))
        guard let outcome = try process.run() else {
            throw RemoteFailure(
                "the credential helper '\(program)' is not installed",
                hint: "install it, or take it out of docker's config.json"
            )
        }
        // The helpers' protocol tells a login that is missing from a failure by text alone; either way there is none.
        guard outcome.status == 0 else { return nil }
        do {
            let answer = try JSONDecoder().decode(Answer.self, from: Data(outcome.output))
            if answer.username == "<token>" {
                return RegistryLogin(username: "", password: "", identityToken: answer.secret)
            }
            return RegistryLogin(username: answer.username, password: answer.secret)
        } catch {
            throw RemoteFailure("the credential helper '\(program)' gives an answer that cannot be understood")
        }
    }

    private struct Answer: Decodable {
        let username: String
        let secret: String

        private enum CodingKeys: String, CodingKey {
            case username = "Username"
            case secret = "Secret"
        }
    }
}
