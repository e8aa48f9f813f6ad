internal import FoundationEssentials

/// The logins that docker's configuration file keeps.
///
/// Credential helpers (`credsStore`, `credHelpers`) are recognised, not asked: ``helper(for:)`` names the one that
/// would know more.
package struct RegistryCredentials: Sendable {
    /// Logins by registry as the file spells it.
    private var logins: [String: RegistryAuth] = [:]
    private var helpers: [String: String] = [:]
    private var defaultHelper: String?

    /// No logins at all.
    package init() {}

    /// Reads `config.json` in `DOCKER_CONFIG`, else in `~/.docker`; a missing file holds no logins.
    ///
    /// - Throws: ``RegistryCredentialsError`` when the file cannot be understood.
    package init(environment: [String: String]) throws(RegistryCredentialsError) {
        self.init()
        let directory: String
        if let named = environment["DOCKER_CONFIG"], !named.isEmpty {
            directory = named
        } else if let home = environment["HOME"], !home.isEmpty {
            directory = "\(home)/.docker"
        } else {
            return
        }
        let path = "\(directory)/config.json"
        guard let content = FileManager.default.contents(atPath: path), !content.isEmpty else { return }
        do {
            self = try RegistryCredentials(JSONDecoder().decode(ConfigurationFile.self, from: content))
        } catch {
            throw RegistryCredentialsError(path: path, reason: "\(error)")
        }
    }

    private init(_ file: ConfigurationFile) {
        for (server, entry) in file.auths ?? [:] {
            guard let login = Self.login(entry, at: server) else { continue }
            logins[server] = login
        }
        helpers = file.credHelpers ?? [:]
        defaultHelper = file.credsStore.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// The login for a registry such as ``ImageReference/registry``; nil when the file has none.
    package func auth(for registry: String) -> RegistryAuth? {
        let wanted = Self.host(of: registry)
        if registry == "docker.io", let login = logins[Self.hubServer] { return login }
        if let login = logins[registry] { return login }
        return logins.sorted { $0.key < $1.key }.first { Self.host(of: $0.key) == wanted }?.value
    }

    /// The credential helper that the file names for a registry: `ecr-login` for `docker-credential-ecr-login`.
    package func helper(for registry: String) -> String? { helpers[registry] ?? defaultHelper }

    /// The value of `X-Registry-Config`, with which a build may pull from any of the registries.
    package var headerValue: String { RegistryAuth.encoded(logins) }

    package var isEmpty: Bool { logins.isEmpty }

    /// How the configuration file has spelt Docker Hub ever since.
    private static let hubServer = "https://index.docker.io/v1/"

    /// The host in a server's address, whatever is around it.
    private static func host(of server: String) -> String {
        var text = server[...]
        if let scheme = text.firstRange(of: "://") { text = text[scheme.upperBound...] }
        let host = text.prefix { $0 != "/" }
        return host == "index.docker.io" || host == "registry-1.docker.io" ? "docker.io" : String(host)
    }

    private static func login(_ entry: ConfigurationFile.Entry, at server: String) -> RegistryAuth? {
        var login = RegistryAuth(serverAddress: server)
        login.username = entry.username
        login.password = entry.password
        login.identityToken = entry.identitytoken
        if let auth = entry.auth, !auth.isEmpty, let decoded = Data(base64Encoded: auth) {
            let text = String(decoding: decoded, as: UTF8.self)
            if let colon = text.firstIndex(of: ":") {
                login.username = String(text[..<colon])
                // Some tools have padded the password with zero bytes.
                login.password = String(text[text.index(after: colon)...].prefix { $0 != "\0" })
            }
        }
        let holdsNothing = (login.username ?? "").isEmpty && (login.identityToken ?? "").isEmpty
        return holdsNothing ? nil : login
    }
}

/// The parts of docker's configuration file that are about registries; keys as the file has them.
private struct ConfigurationFile: Decodable {
    struct Entry: Decodable {
        let auth: String?
        let username: String?
        let password: String?
        let identitytoken: String?
    }

    let auths: [String: Entry]?
    let credsStore: String?
    let credHelpers: [String: String]?
}

/// Docker's configuration file cannot be understood.
package struct RegistryCredentialsError: Error, Sendable, Equatable, CustomStringConvertible {
    package let path: String
    package let reason: String

    package var description: String { "cannot read the registry logins in '\(path)': \(reason)" }
}
