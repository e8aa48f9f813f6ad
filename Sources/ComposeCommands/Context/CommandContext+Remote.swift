internal import ComposeLoader
internal import DockerEngine
internal import RemoteSources

/// Files of the project that are in repositories and registries.
extension CommandContext {
    /// Fetches them, and keeps them for the next time; costs nothing for a project that has none.
    var remoteFiles: any RemoteFiles {
        let environment = self.environment
        return CachedRemoteFiles(
            environment: environment,
            insecureRegistries: globals.insecureRegistries,
            login: { registry in try Self.login(for: registry, environment) }
        )
    }

    /// The login of docker's configuration file, or else of the credential helper that it names.
    private static func login(for registry: String, _ environment: [String: String]) throws -> RegistryLogin? {
        let credentials = try RegistryCredentials(environment: environment)
        if let auth = credentials.auth(for: registry) {
            return RegistryLogin(
                username: auth.username ?? "",
                password: auth.password ?? "",
                identityToken: auth.identityToken
            )
        }
        guard let helper = credentials.helper(for: registry) else { return nil }
        return try CredentialHelper(helper, environment: environment).login(for: registry)
    }
}
