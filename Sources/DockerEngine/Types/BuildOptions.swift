/// How the engine's classic builder makes an image.
package struct BuildOptions: Sendable, Hashable {
    /// The Dockerfile's path in the context; nil is `Dockerfile`.
    package var dockerfile: String?
    /// A git repository or archive that the engine fetches as the context, in place of one that is sent.
    package var remote: String?
    /// References that the image gets.
    package var tags: [String] = []
    /// A nil value is taken from nowhere: the build sees the argument's default.
    package var buildArguments: [String: String?] = [:]
    package var labels: [String: String] = [:]
    /// The stage to stop at; nil builds the last.
    package var target: String?
    package var networkMode: String?
    package var skipsCache = false
    /// Whether base images are pulled although they are there.
    package var pullsBaseImages = false
    /// `host:address` each.
    package var extraHosts: [String] = []
    /// Bytes.
    package var sharedMemorySize: Int?
    /// Bytes.
    package var memory: Int?
    package var cacheSources: [String] = []
    package var platform: String?
    package var removesIntermediates = true
    /// Removes intermediate containers even when the build fails.
    package var removesAlways = false
    package var ulimits: [Ulimit] = []

    package init() {}

    var query: EngineQuery {
        var query = EngineQuery()
        query.set("dockerfile", dockerfile)
        query.set("remote", remote)
        for tag in tags { query.set("t", tag) }
        if !buildArguments.isEmpty { query.set("buildargs", EngineJSON.text(buildArguments)) }
        if !labels.isEmpty { query.set("labels", EngineJSON.text(labels)) }
        query.set("target", target)
        query.set("networkmode", networkMode)
        query.set("nocache", flag: skipsCache)
        query.set("pull", flag: pullsBaseImages)
        if !extraHosts.isEmpty { query.set("extrahosts", extraHosts.joined(separator: ",")) }
        query.set("shmsize", number: sharedMemorySize)
        query.set("memory", number: memory)
        if !cacheSources.isEmpty { query.set("cachefrom", EngineJSON.text(cacheSources)) }
        query.set("platform", platform)
        // The engine removes them unless it is told not to.
        query.set("rm", removesIntermediates ? "1" : "0")
        query.set("forcerm", flag: removesAlways)
        if !ulimits.isEmpty { query.set("ulimits", EngineJSON.text(ulimits)) }
        return query
    }
}
