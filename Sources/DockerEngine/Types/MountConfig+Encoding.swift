extension MountConfig: Encodable {
    enum CodingKeys: String, CodingKey {
        case type = "Type"
        case source = "Source"
        case target = "Target"
        case isReadOnly = "ReadOnly"
        case consistency = "Consistency"
        case bind = "BindOptions"
        case volume = "VolumeOptions"
        case tmpfs = "TmpfsOptions"
        case image = "ImageOptions"
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(type, forKey: .type)
        try fields.encodeUnlessEmpty(source, forKey: .source)
        try fields.encode(target, forKey: .target)
        try fields.encodeIfTrue(isReadOnly, forKey: .isReadOnly)
        try fields.encodeUnlessEmpty(consistency, forKey: .consistency)
        try fields.encodeIfPresent(bind, forKey: .bind)
        try fields.encodeIfPresent(volume, forKey: .volume)
        try fields.encodeIfPresent(tmpfs, forKey: .tmpfs)
        try fields.encodeIfPresent(image, forKey: .image)
    }
}

extension MountConfig.BindOptions: Encodable {
    enum CodingKeys: String, CodingKey {
        case propagation = "Propagation"
        case isNonRecursive = "NonRecursive"
        case createsSource = "CreateMountpoint"
        case isReadOnlyNonRecursive = "ReadOnlyNonRecursive"
        case forcesReadOnlyRecursive = "ReadOnlyForceRecursive"
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encodeUnlessEmpty(propagation, forKey: .propagation)
        try fields.encodeIfTrue(isNonRecursive, forKey: .isNonRecursive)
        try fields.encodeIfTrue(createsSource, forKey: .createsSource)
        try fields.encodeIfTrue(isReadOnlyNonRecursive, forKey: .isReadOnlyNonRecursive)
        try fields.encodeIfTrue(forcesReadOnlyRecursive, forKey: .forcesReadOnlyRecursive)
    }
}

extension MountConfig.VolumeOptions: Encodable {
    enum CodingKeys: String, CodingKey {
        case skipsCopy = "NoCopy"
        case labels = "Labels"
        case driver = "DriverConfig"
        case subpath = "Subpath"
    }

    private struct Driver: Encodable {
        let name: String?
        let options: [String: String]?

        enum CodingKeys: String, CodingKey {
            case name = "Name"
            case options = "Options"
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encodeIfTrue(skipsCopy, forKey: .skipsCopy)
        try fields.encodeUnlessEmpty(labels, forKey: .labels)
        if driver != nil || !driverOptions.isEmpty {
            let options = driverOptions.isEmpty ? nil : driverOptions
            try fields.encode(Driver(name: driver, options: options), forKey: .driver)
        }
        try fields.encodeUnlessEmpty(subpath, forKey: .subpath)
    }
}

extension MountConfig.TmpfsOptions: Encodable {
    enum CodingKeys: String, CodingKey {
        case bytes = "SizeBytes"
        case mode = "Mode"
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encodeIfPresent(bytes, forKey: .bytes)
        try fields.encodeIfPresent(mode, forKey: .mode)
    }
}

extension MountConfig.ImageOptions: Encodable {
    enum CodingKeys: String, CodingKey {
        case subpath = "Subpath"
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encodeUnlessEmpty(subpath, forKey: .subpath)
    }
}
