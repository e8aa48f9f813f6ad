package import ComposeModel
internal import ComposePlan
internal import OrderedCollections

/// What is secret of a project.
extension SecretMask {
    /// Shorter values of declared secrets would hide every other word.
    private static let shortestSecret = 4
    /// What only looks like a credential by its name must be longer to be hidden wherever it occurs.
    private static let shortestCredential = 6

    /// Hides the content of the project's secrets, and the credentials in the environments of its services, of their
    /// hooks and builds, and of the project itself.
    ///
    /// A credential that is the same word as a service, the project or a part of an image's name hides nothing: whoever
    /// chose it made no secret of it, and a text without these names says nothing. Content of secrets that are files is
    /// not known here.
    package init(_ project: Project) {
        var secrets: [String] = []
        for secret in project.secrets.values {
            if let content = secret.content { secrets.append(content) }
            if let variable = secret.environment, let value = project.environment[variable] { secrets.append(value) }
        }
        var credentials: [String] = []
        for (name, value) in project.environment { Self.collect(name, value, into: &credentials) }
        for service in Array(project.services.values) + Array(project.disabledServices.values) {
            for (name, value) in service.environment { Self.collect(name, value, into: &credentials) }
            for (name, value) in service.build?.arguments ?? [:] { Self.collect(name, value, into: &credentials) }
            for hook in service.postStart + service.preStop + service.preStart {
                for (name, value) in hook.environment { Self.collect(name, value, into: &credentials) }
            }
        }
        let names = Self.publicNames(project)
        self.init(
            secrets.filter { $0.utf8.count >= Self.shortestSecret }
                + credentials.filter { $0.utf8.count >= Self.shortestCredential && !names.contains($0) }
        )
    }

    private static func collect(_ name: String, _ value: String?, into credentials: inout [String]) {
        guard let value else { return }
        if CredentialSign.matchesPlainly(name) { credentials.append(value) }
        if let password = password(inAddress: value) { credentials.append(password) }
    }

    /// `hunter22` of `postgres://app:hunter22@db:5432/shop`; nil when the text is no address with a password.
    static func password(inAddress text: String) -> String? {
        guard let scheme = text.firstRange(of: "://") else { return nil }
        let authority = text[scheme.upperBound...].prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard let end = authority.lastIndex(of: "@") else { return nil }
        let login = authority[..<end]
        guard let colon = login.firstIndex(of: ":") else { return nil }
        let password = login[login.index(after: colon)...]
        return password.isEmpty ? nil : String(password)
    }

    private static func publicNames(_ project: Project) -> Set<String> {
        var names: Set<String> = [project.name]
        names.formUnion(project.services.keys)
        names.formUnion(project.disabledServices.keys)
        for service in Array(project.services.values) + Array(project.disabledServices.values) {
            guard let image = service.image else { continue }
            for part in image.split(whereSeparator: { "/:@".contains($0) }) { names.insert(String(part)) }
        }
        return names
    }
}
