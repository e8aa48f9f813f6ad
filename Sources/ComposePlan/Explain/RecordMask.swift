internal import ComposeModel
internal import OrderedCollections

/// Replaces what is secret in a service's values by hashes.
struct RecordMask: Sendable {
    let digest: SaltedDigest
    /// Values that are secret wherever they stand, the longest first.
    private let known: [String]

    /// What is shorter may be part of a harmless word.
    private static let shortestKnown = 8

    /// `variables` are the environment of another container of the service, whose credentials are as secret.
    init(for service: Service, in project: Project, knowing variables: [String: String] = [:]) {
        digest = SaltedDigest(project: project.name, service: service.name)
        var values = variables.filter { CredentialSign.matches($0.key) }.map(\.value)
        for (name, value) in service.environment where CredentialSign.matches(name) { values.append(value ?? "") }
        for reference in service.secrets { values.append(project.secrets[reference.source]?.content ?? "") }
        // Whoever chose the name of the image for a password made no secret of it.
        let open = [project.name, service.name, service.image ?? ""]
        known = Set(values).filter { value in
            value.utf8.count >= Self.shortestKnown && !open.contains { $0.contains(value) }
        }
        .sorted { ($1.utf8.count, $0) < ($0.utf8.count, $1) }
    }

    /// A value without its secrets; `name` is the key of the user's that it stands under, nil in a fixed shape.
    func masked(_ value: CanonicalValue, under name: String? = nil) -> CanonicalValue {
        let isCredential = name.map { CredentialSign.matches($0) } ?? false
        switch value {
        case .null, .bool, .int, .double, .float: return value
        case .string(let text): return .string(isCredential ? digest.secret(text) : masked(text))
        case .list(let values):
            let words = values.compactMap(Self.text)
            if !isCredential, words.count == values.count { return .strings(masked(words: words)) }
            return .list(values.map { masked($0, under: name) })
        case .object(var object):
            for index in object.fields.indices {
                let field = object.fields[index]
                object.fields[index].value = masked(field.value, under: object.isMap ? field.name : nil)
            }
            return .object(object)
        }
    }

    private static func text(_ value: CanonicalValue) -> String? {
        guard case .string(let text) = value else { return nil }
        return text
    }

    // MARK: - Texts

    /// A text without the passwords of addresses, and without what follows the name of a credential.
    func masked(_ text: String) -> String { masked(text, CredentialSign.quietFlags(in: text)) }

    private func masked(_ text: String, _ quietFlags: [String]) -> String {
        if text.contains("-----BEGIN ") { return digest.secret(text) }
        let text = known.reduce(text) { text, value in
            text.contains(value) ? text.replacing(value, with: digest.secret(value)) : text
        }
        var scanner = SecretScanner(maskedAddresses(text), quietFlags, digest)
        return scanner.scan()
    }

    /// `postgres://app:sha256:3fa9c1@db/shop`: only the password of an address is secret.
    private func maskedAddresses(_ text: String) -> String {
        var result = ""
        var rest = Substring(text)
        while let scheme = rest.firstRange(of: "://") {
            result += rest[..<scheme.upperBound]
            rest = rest[scheme.upperBound...]
            guard let end = Self.loginEnd(in: rest) else { continue }
            result += masked(login: String(rest[..<end]))
            rest = rest[end...]
        }
        return result + rest
    }

    /// Where the `@` is that ends the login of an address; nil when it has none.
    ///
    /// A password that was not escaped may hold `/`, so where the host has no `@`, one after a colon counts too.
    private static func loginEnd(in text: Substring) -> Substring.Index? {
        var address = text.prefix { !$0.isWhitespace }
        if let next = address.firstRange(of: "://") { address = address[..<next.lowerBound] }
        let host = address.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        if let end = host.lastIndex(of: "@") { return end }
        guard let end = address.lastIndex(of: "@"), address[..<end].contains(":") else { return nil }
        return end
    }

    /// `user:password`, or a token alone.
    func masked(login: String) -> String {
        guard let colon = login.firstIndex(of: ":") else {
            return login.utf8.count >= 20 || CredentialSign.isToken(login) ? digest.secret(login) : login
        }
        return "\(login[...colon])" + digest.secret(String(login[login.index(after: colon)...]))
    }

    // MARK: - Words

    /// The words of a command, where a flag and its value may be two of them.
    func masked(words: [String]) -> [String] {
        let quietFlags = CredentialSign.quietFlags(in: words.joined(separator: " "))
        var previous = ""
        return words.map { word in
            defer { previous = word }
            return masked(word: word, after: previous, quietFlags)
        }
    }

    private func masked(word: String, after previous: String, _ quietFlags: [String]) -> String {
        if previous.hasPrefix("-"), !previous.contains("="), !word.hasPrefix("--") {
            if quietFlags.contains(previous) || CredentialSign.matches(previous) { return digest.secret(word) }
            if CredentialSign.loginFlags.contains(previous), !Self.isUserAndGroup(word) { return masked(login: word) }
        }
        // The value of an assignment goes on to the end of the word, unless the word is a whole line for a shell.
        let isLine = previous == "CMD-SHELL" || previous.hasPrefix("-") && previous.hasSuffix("c")
        if !isLine, let separator = word.firstIndex(of: "=") {
            let name = word[..<separator]
            if name.allSatisfy(CredentialSign.isNamePart), CredentialSign.matches(String(name)) {
                return "\(name)=" + digest.secret(String(word[word.index(after: separator)...]))
            }
        }
        return masked(word, quietFlags)
    }

    /// Whether a word is `1000:1000`, as flags of that name also take it.
    static func isUserAndGroup(_ word: String) -> Bool { word.allSatisfy { $0.isNumber || $0 == ":" } }
}
