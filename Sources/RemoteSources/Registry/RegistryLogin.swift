/// What is shown to a registry that wants to know who asks.
package struct RegistryLogin: Sendable, Equatable {
    /// Finds the login for a registry such as `ghcr.io`, `docker.io` or `localhost:5000`; nil asks as nobody.
    ///
    /// Called off the main thread and at most once for each resource. What it throws is reported as the reason.
    package typealias Lookup = @Sendable (_ registry: String) throws -> RegistryLogin?

    package var username: String
    package var password: String
    /// A token in place of both; nil when there is none.
    package var identityToken: String?

    package init(username: String, password: String, identityToken: String? = nil) {
        self.username = username
        self.password = password
        self.identityToken = identityToken
    }
}
