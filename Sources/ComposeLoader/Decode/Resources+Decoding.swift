import ComposeModel
import OrderedCollections
import YAML

/// The top-level sections beside `services`; a name that is not given is the key.
extension Network {
    init(_ key: String, _ reader: MappingReader) {
        self.init(name: reader.node("name")?.asString ?? reader.text("name") ?? key)
        driver = reader.text("driver")
        driverOptions = reader.pairs("driver_opts")
        if let section = reader.section("ipam") { ipam = IPAM(section) }
        isExternal = reader.flag("external")
        isInternal = reader.flag("internal")
        isAttachable = reader.flag("attachable")
        labels = reader.pairs("labels")
        enablesIPv4 = reader.bool("enable_ipv4")
        enablesIPv6 = reader.bool("enable_ipv6")
        extensions = reader.extensions
        locations = SourceMap(reader.mapping, at: reader.location)
    }
}

extension Network.IPAM {
    init(_ reader: MappingReader) {
        self.init()
        driver = reader.text("driver")
        pools = reader.sections("config").map { Pool($0) }
        options = reader.pairs("options")
        extensions = reader.extensions
    }
}

extension Network.IPAM.Pool {
    init(_ reader: MappingReader) {
        self.init()
        subnet = reader.text("subnet")
        gateway = reader.text("gateway")
        addressRange = reader.text("ip_range")
        auxiliaryAddresses = reader.pairs("aux_addresses")
        extensions = reader.extensions
    }
}

extension Volume {
    init(_ key: String, _ reader: MappingReader) {
        self.init(name: reader.node("name")?.asString ?? reader.text("name") ?? key)
        reader.checkExternalVolume()
        driver = reader.text("driver")
        driverOptions = reader.pairs("driver_opts")
        isExternal = reader.flag("external")
        labels = reader.pairs("labels")
        extensions = reader.extensions
        locations = SourceMap(reader.mapping, at: reader.location)
    }
}

extension FileObject {
    /// Nothing is read from the environment here; `ServiceEnvironment` does that.
    ///
    /// - Parameters:
    ///   - key: the key in its section.
    ///   - sources: the keys of which one says where the content comes from.
    ///   - reader: the values.
    init(_ key: String, sources: [String], _ reader: MappingReader) {
        self.init(name: reader.node("name")?.asString ?? reader.text("name") ?? key)
        reader.checkSource(among: sources)
        file = reader.text("file")
        environment = reader.text("environment")
        content = reader.node("content")?.scalarText
        isExternal = reader.flag("external")
        labels = reader.pairs("labels")
        driver = reader.text("driver")
        driverOptions = reader.pairs("driver_opts")
        templateDriver = reader.text("template_driver")
        extensions = reader.extensions
        locations = SourceMap(reader.mapping, at: reader.location)
    }
}
