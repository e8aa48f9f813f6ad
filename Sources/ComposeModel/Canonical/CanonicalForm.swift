/// Which of the reference's two printed forms a canonical value takes, and in which edition.
package struct CanonicalForm: Sendable, Hashable {
    package enum Syntax: Sendable, Hashable {
        /// Shows parts that are empty (`"ipam": {}`) and commands that are unset (`"command": null`), no extensions
        /// below the top level and no models; the config hash is the digest of this syntax.
        case json
        /// Leaves empty parts and unset commands out, shows extensions and models.
        case yaml
    }

    /// A generation of docker compose, as far as the generations print the same model differently.
    package enum Edition: Sendable, Hashable, CaseIterable {
        /// Prints `create_host_path: true` and omits false; writes a required env file as its bare path.
        case compose2
        /// Omits `create_host_path: true` and prints false; writes every env file as a mapping; knows IPAM options.
        case compose5

        /// What we print, and hash when we label what we create.
        ///
        /// `create_host_path: true` spelled out reads the same to every edition.
        package static let current = Edition.compose2
    }

    package var syntax: Syntax
    package var edition: Edition

    package init(_ syntax: Syntax, edition: Edition = .current) {
        self.syntax = syntax
        self.edition = edition
    }

    package static let json = CanonicalForm(.json)
    package static let yaml = CanonicalForm(.yaml)
}
