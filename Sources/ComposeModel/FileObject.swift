package import OrderedCollections

/// One entry of the top-level `secrets` or `configs`: bytes that containers get as a file.
package struct FileObject: Sendable {
    package var name: String
    /// An absolute host path.
    package var file: String?
    /// The variable whose value is the content.
    package var environment: String?
    /// For a secret only what was resolved from `environment`: it is never printed, logged or put into a plan.
    package var content: String?
    package var isExternal = false
    package var labels: OrderedDictionary<String, String> = [:]
    package var driver: String?
    package var driverOptions: OrderedDictionary<String, String> = [:]
    package var templateDriver: String?
    package var extensions: Extensions = [:]
    package var locations = SourceMap()

    package init(name: String) {
        self.name = name
    }
}

/// The grant of a secret or config to a service, and where it appears in the container.
package struct FileReference: Sendable, Equatable {
    /// The key in `secrets` or `configs`.
    package var source: String
    /// An absolute path, or for a secret a name below `/run/secrets`; nil takes the default for its kind.
    package var target: String?
    package var uid: String?
    package var gid: String?
    /// Permission bits; nil is 0444.
    package var mode: Int?
    package var extensions: Extensions = [:]

    package init(source: String) {
        self.source = source
    }
}
