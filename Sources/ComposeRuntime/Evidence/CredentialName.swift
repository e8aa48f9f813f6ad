/// Which names of variables and labels stand for something that nobody else may read.
package enum CredentialName {
    /// Parts that make a name one of a credential, wherever they stand in it.
    private static let parts = [
        "PASSWORD", "PASSWD", "PASSPHRASE", "SECRET", "TOKEN", "CREDENTIAL", "APIKEY", "API_KEY", "ACCESS_KEY",
        "PRIVATE_KEY", "ENCRYPTION_KEY", "SIGNING_KEY", "MASTER_KEY",
    ]

    /// Endings of names whose value says where the credential is, not what it is.
    private static let endingsOfPlaces = ["_FILE", "_PATH", "_DIR"]

    /// Whether the value behind a name is to be hidden: `DB_PASSWORD`, `auth-token`, `MYSQL_PWD`.
    ///
    /// `POSTGRES_PASSWORD_FILE` is none: it says where to look.
    package static func matches(_ name: String) -> Bool {
        let name = name.uppercased().replacing("-", with: "_")
        guard !endingsOfPlaces.contains(where: { name.hasSuffix($0) }) else { return false }
        // The shell's PWD and OLDPWD are directories.
        return parts.contains { name.contains($0) } || name.hasSuffix("_PWD")
    }
}
