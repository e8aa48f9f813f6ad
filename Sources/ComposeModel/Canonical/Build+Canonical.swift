internal import OrderedCollections

extension Build {
    func canonical(in form: CanonicalForm) -> CanonicalObject {
        var object = CanonicalObject(extensions: extensions)
        object.add("context", context)
        object.add("dockerfile", dockerfile)
        object.add("dockerfile_inline", inlineDockerfile)
        object.add("entitlements", entitlements)
        object.add("args", arguments)
        object.add("provenance", provenance)
        object.add("sbom", sbom)
        object.add("ssh", sshWords)
        object.add("labels", labels)
        object.add("cache_from", cacheFrom)
        object.add("cache_to", cacheTo)
        object.add("no_cache", ignoresCache)
        object.add("no_cache_filter", uncachedStages)
        object.add("additional_contexts", additionalContexts)
        object.add("pull", pullsBase)
        object.add("extra_hosts", ExtraHost.canonical(extraHosts))
        object.add("isolation", isolation)
        object.add("network", network)
        object.add("target", target)
        object.add("secrets", parts: secrets.map { $0.canonical })
        object.add("shm_size", sharedMemory)
        object.add("tags", tags)
        object.add("ulimits", mapping: ulimits) { $0.canonical(in: form) }
        object.add("platforms", platforms)
        object.add("privileged", privileged)
        return object
    }

    /// `default`, or `key: path`, which the reference's JSON output cannot print at all.
    private var sshWords: [String] {
        ssh.map { $0.value.isEmpty ? $0.key : "\($0.key): \($0.value)" }
    }
}
