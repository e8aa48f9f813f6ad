package import OrderedCollections

/// How an image is made from files.
package struct Build: Sendable {
    /// An absolute path or the URL of a remote context.
    package var context: String?
    package var dockerfile: String?
    package var inlineDockerfile: String?
    package var entitlements: [String] = []
    /// A nil value is taken from the environment when the image is built.
    package var arguments: OrderedDictionary<String, String?> = [:]
    package var provenance: String?
    package var sbom: String?
    package var ssh: OrderedDictionary<String, String> = [:]
    package var labels: OrderedDictionary<String, String> = [:]
    package var cacheFrom: [String] = []
    package var cacheTo: [String] = []
    package var ignoresCache = false
    package var uncachedStages: [String] = []
    package var additionalContexts: OrderedDictionary<String, String> = [:]
    package var pullsBase = false
    package var extraHosts: [ExtraHost] = []
    package var isolation: String?
    package var network: String?
    package var target: String?
    package var secrets: [FileReference] = []
    package var sharedMemory: ByteSize?
    package var tags: [String] = []
    package var ulimits: OrderedDictionary<String, Ulimit> = [:]
    package var platforms: [String] = []
    package var privileged = false
    package var extensions: Extensions = [:]

    package init() {}
}
