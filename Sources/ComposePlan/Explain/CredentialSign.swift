/// What tells a credential by how it is called, or by how it looks.
///
/// There are two nets. What hides just the value behind a name casts the wide one: a value that is no secret and is taken
/// for one costs a little detail, the reverse would cost the secret. What hides a value wherever it occurs casts the
/// narrow one, or texts would lose words that say nothing secret.
package enum CredentialSign {
    /// Whether a variable, label, option or flag of that name may hold a credential: `SENTRY_DSN`, `--api-key`.
    ///
    /// `DB_PASSWORD_FILE` does not: it says where to look.
    static func matches(_ name: String) -> Bool {
        let name = spelled(name)
        guard !isPlace(name) else { return false }
        return parts.contains { name.contains($0) }
            || name.split(whereSeparator: { !$0.isLetter }).contains { words.contains(String($0)) }
    }

    /// Whether a name says in so many words that a credential stands behind it: `DB_PASSWORD`, `auth-token`, `MYSQL_PWD`.
    ///
    /// What matches so matches the wide net, too.
    package static func matchesPlainly(_ name: String) -> Bool {
        let name = spelled(name)
        // The shell's PWD and OLDPWD are directories.
        return !isPlace(name) && (plainParts.contains { name.contains($0) } || name.hasSuffix("_PWD"))
    }

    private static func spelled(_ name: String) -> String { name.uppercased().replacing("-", with: "_") }

    private static func isPlace(_ name: String) -> Bool { endingsOfPlaces.contains { name.hasSuffix($0) } }

    private static let plainParts = [
        "PASSWORD", "PASSWD", "PASSPHRASE", "SECRET", "TOKEN", "CREDENTIAL", "APIKEY", "API_KEY", "ACCESS_KEY",
        "PRIVATE_KEY", "ENCRYPTION_KEY", "SIGNING_KEY", "MASTER_KEY",
    ]

    private static let parts = [
        "PASS", "PWD", "SECRET", "TOKEN", "KEY", "CRED", "AUTH", "PRIVATE", "DSN", "CONNECTION", "CONNSTR", "CONN_STR",
        "COOKIE", "SALT", "SIGNATURE", "SIGNING", "JWT", "BEARER", "WEBHOOK", "SESSION", "CERT", "MNEMONIC",
    ]

    /// Of names whose value says where the credential is, not what it is.
    private static let endingsOfPlaces = ["_FILE", "_PATH", "_DIR"]

    /// Short ones that stand inside too many harmless names.
    private static let words: Set<String> = ["PW", "PIN", "PSK", "SAS", "OTP", "PEM"]

    // MARK: - Values and flags

    /// Whether a word is a credential by its own looks, whatever it is called.
    static func isToken(_ word: String) -> Bool {
        word.utf8.count >= 16 && tokenPrefixes.contains { word.hasPrefix($0) }
    }

    private static let tokenPrefixes = [
        "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "xoxa-", "xapp-", "AKIA",
        "ASIA", "AIza", "ya29.", "sk-", "sk_live_", "sk_test_", "rk_live_", "SG.", "npm_", "pypi-", "dop_v1_", "hvs.",
        "dckr_pat_", "eyJ",
    ]

    /// Flags whose next word is `user:password`.
    static let loginFlags: Set<String> = ["-u", "--user", "-U", "--proxy-user"]

    /// Flags that take a password and do not say so, of the programs that a text names.
    static func quietFlags(in text: String) -> [String] {
        quietFlagsByProgram.filter { text.contains($0.program) }.map(\.flag)
    }

    private static let quietFlagsByProgram: [(program: String, flag: String)] = [
        ("mysql", "-p"), ("mariadb", "-p"), ("mongo", "-p"), ("sshpass", "-p"), ("redis", "-a"), ("valkey", "-a"),
        ("ldap", "-w"), ("sqlcmd", "-P"),
    ]

    /// Whether a character may stand in a name or flag.
    static func isNamePart(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_" || character == "-" || character == "."
    }
}
