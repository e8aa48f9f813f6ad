import ComposeModel
import OrderedCollections
import YAML

extension Build {
    init(_ reader: MappingReader) {
        self.init()
        context = reader.text("context")
        dockerfile = reader.text("dockerfile")
        inlineDockerfile = reader.text("dockerfile_inline")
        entitlements = reader.strings("entitlements")
        arguments = reader.variables("args")
        provenance = reader.text("provenance")
        sbom = reader.text("sbom")
        ssh = reader.pairs("ssh")
        labels = reader.pairs("labels")
        cacheFrom = reader.strings("cache_from")
        cacheTo = reader.strings("cache_to")
        ignoresCache = reader.flag("no_cache")
        uncachedStages = reader.strings("no_cache_filter")
        additionalContexts = reader.pairs("additional_contexts")
        pullsBase = reader.flag("pull")
        extraHosts = reader.extraHosts("extra_hosts")
        isolation = reader.text("isolation")
        network = reader.text("network")
        target = reader.text("target")
        secrets = reader.sections("secrets").map { FileReference($0) }
        sharedMemory = reader.size("shm_size")
        tags = reader.strings("tags")
        ulimits = reader.ulimits("ulimits")
        platforms = reader.strings("platforms")
        privileged = reader.flag("privileged")
        extensions = reader.extensions
    }
}
