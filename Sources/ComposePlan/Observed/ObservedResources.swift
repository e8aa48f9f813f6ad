/// A network of the engine.
package struct ObservedNetwork: Sendable, Hashable {
    package var id: String
    package var name: String
    /// The compose key it was made for; nil when this tool's family did not make it.
    package var key: String?
    /// nil on networks made by others or by old tools, which are used as they are.
    package var configHash: String?
    /// The project whose label it carries; nil when it carries none.
    package var project: String?

    package init(id: String, name: String, key: String? = nil, configHash: String? = nil, project: String? = nil) {
        self.id = id
        self.name = name
        self.key = key
        self.configHash = configHash
        self.project = project
    }
}

/// A volume of the engine.
package struct ObservedVolume: Sendable, Hashable {
    package var name: String
    /// The compose key it was made for; nil when this tool's family did not make it.
    package var key: String?
    /// nil on volumes made by others or by old tools, which are used as they are.
    package var configHash: String?
    /// The project whose label it carries; nil when it carries none.
    package var project: String?

    package init(name: String, key: String? = nil, configHash: String? = nil, project: String? = nil) {
        self.name = name
        self.key = key
        self.configHash = configHash
        self.project = project
    }
}

/// An image of the engine.
package struct ObservedImage: Sendable, Hashable {
    /// The content digest that containers are labelled with: `sha256:…`.
    package var digest: String
    /// Labels that the builder left; `com.docker.compose.project` tells whose build it is.
    package var labels: [String: String]
    /// When the engine last gave it a name, which a pull does; seconds since 1970, nil where nobody has asked.
    package var lastTagged: Int?
    /// What it runs on; nil where nobody has asked, which is where no service with a `platform` uses it.
    package var platform: ImagePlatform?
    /// Whether it brings a healthcheck; nil where nobody has asked, which is where no wait depends on it.
    package var hasHealthcheck: Bool?

    package init(digest: String, labels: [String: String] = [:], lastTagged: Int? = nil) {
        self.digest = digest
        self.labels = labels
        self.lastTagged = lastTagged
    }
}
