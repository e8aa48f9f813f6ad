package import ComposeLoader

/// Compose files of git repositories and of registries, kept in a cache by what they contain.
///
/// Nothing in the cache ever changes: a commit or a digest says what is in it, so what is there is used without asking
/// anybody. A branch or a tag is looked up in every run.
package struct CachedRemoteFiles: RemoteFiles {
    private let environment: [String: String]
    private let insecureRegistries: [String]
    private let login: RegistryLogin.Lookup

    /// Costs nothing until something is asked for.
    ///
    /// - Parameters:
    ///   - environment: of the process; `XDG_CACHE_HOME`, `HOME`, the two switches, and all that git looks at.
    ///   - insecureRegistries: those spoken to without TLS, as `host` or `host:port`, besides those of this machine.
    ///   - login: what is shown to a registry that wants to know who asks; asked for only then.
    package init(
        environment: [String: String],
        insecureRegistries: [String] = [],
        login: @escaping RegistryLogin.Lookup = { _ in nil }
    ) {
        self.environment = environment
        self.insecureRegistries = insecureRegistries
        self.login = login
    }

    package func localPath(of resource: String) throws(RemoteFailure) -> String {
        if let reference = try RegistryReference(resource) {
            try require("COMPOSE_EXPERIMENTAL_OCI_REMOTE")
            let source = RegistrySource(
                cache: try CacheDirectory("oci", environment: environment),
                insecureRegistries: insecureRegistries,
                login: login
            )
            return try source.localPath(of: reference)
        }
        let address = try GitAddress(resource)
        try require("COMPOSE_EXPERIMENTAL_GIT_REMOTE")
        let source = GitSource(
            cache: try CacheDirectory("git", environment: environment),
            git: GitProgram(environment: environment)
        )
        return try source.localPath(of: address)
    }

    /// Refuses what a variable of the environment switches off; without the variable it is on.
    private func require(_ variable: String) throws(RemoteFailure) {
        switch environment[variable] ?? "" {
        case "", "1", "t", "T", "true", "True", "TRUE": return
        case "0", "f", "F", "false", "False", "FALSE":
            throw RemoteFailure("\(variable) switches it off", hint: "unset \(variable) to allow it")
        case let value:
            throw RemoteFailure("\(variable) is no boolean: '\(value)'", hint: "set it to true or false")
        }
    }
}
