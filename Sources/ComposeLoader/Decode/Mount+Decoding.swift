import ComposeModel
import YAML

extension Mount {
    /// Nil, with a finding, when kind or target are missing.
    init?(_ reader: MappingReader) {
        guard let kind = reader.text("type").flatMap({ Kind(rawValue: $0) }) else { return nil }
        guard let target = reader.text("target") else {
            reader.report("needs a 'target'", hint: "say with 'target' where it is mounted in the container")
            return nil
        }
        self.init(kind, source: reader.text("source"), target: target)
        if kind == .bind, source == nil {
            reader.report("needs a 'source'", hint: "say with 'source' which path of the host is mounted")
        }
        isReadOnly = reader.flag("read_only")
        consistency = reader.text("consistency")
        bind = reader.section("bind").map { BindOptions($0) }
        volume = reader.section("volume").map { VolumeOptions($0) }
        tmpfs = reader.section("tmpfs").map { TmpfsOptions($0) }
        image = reader.section("image").map { ImageOptions($0) }
        extensions = reader.extensions
    }
}

extension Mount.BindOptions {
    init(_ reader: MappingReader) {
        self.init()
        selinux = reader.text("selinux")
        propagation = reader.text("propagation")
        createsHostPath = reader.bool("create_host_path") ?? true
        impliesHostPath = reader.node("create_host_path") == nil
        recursive = reader.text("recursive")
        extensions = reader.extensions
    }
}

extension Mount.VolumeOptions {
    init(_ reader: MappingReader) {
        self.init()
        labels = reader.pairs("labels")
        skipsCopy = reader.flag("nocopy")
        subpath = reader.text("subpath")
        extensions = reader.extensions
    }
}

extension Mount.TmpfsOptions {
    init(_ reader: MappingReader) {
        self.init()
        size = reader.size("size")
        mode = reader.mode("mode")
        extensions = reader.extensions
    }
}

extension Mount.ImageOptions {
    init(_ reader: MappingReader) {
        self.init()
        subpath = reader.text("subpath")
        extensions = reader.extensions
    }
}

extension FileReference {
    init(_ reader: MappingReader) {
        self.init(source: reader.text("source") ?? "")
        target = reader.text("target")
        uid = reader.text("uid")
        gid = reader.text("gid")
        mode = reader.mode("mode")
        extensions = reader.extensions
    }
}

extension MappingReader {
    /// Permission bits: a text is octal, a number is taken as it is.
    func mode(_ key: String) -> Int? {
        guard let node = self.node(key) else { return nil }
        guard let text = node.asString else { return int(key) }
        if let mode = Int(text, radix: 8) { return mode }
        report(node, .key(key), "must be permission bits in octal", hint: "write for example \"0440\"")
        return nil
    }
}
