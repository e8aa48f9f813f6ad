/// A volume of the engine.
package struct EngineVolume: Sendable, Hashable {
    package var name = ""
    package var driver = ""
    package var mountpoint = ""
    package var created = ""
    package var scope = ""
    package var labels: [String: String] = [:]
    package var options: [String: String] = [:]

    package init() {}
}

extension EngineVolume: Decodable {
    enum CodingKeys: String, CodingKey {
        case name = "Name"
        case driver = "Driver"
        case mountpoint = "Mountpoint"
        case created = "CreatedAt"
        case scope = "Scope"
        case labels = "Labels"
        case options = "Options"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        name = try fields.text(.name)
        driver = try fields.text(.driver)
        mountpoint = try fields.text(.mountpoint)
        created = try fields.text(.created)
        scope = try fields.text(.scope)
        labels = try fields.table(.labels)
        options = try fields.table(.options)
    }
}

/// Everything the engine is told when a volume is created; nil and empty fields are left to the engine.
package struct VolumeCreation: Sendable, Hashable {
    /// nil lets the engine think of one.
    package var name: String?
    package var driver: String?
    package var driverOptions: [String: String] = [:]
    package var labels: [String: String] = [:]

    package init(name: String?) {
        self.name = name
    }
}

extension VolumeCreation: Encodable {
    enum CodingKeys: String, CodingKey {
        case name = "Name"
        case driver = "Driver"
        case driverOptions = "DriverOpts"
        case labels = "Labels"
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encodeUnlessEmpty(name, forKey: .name)
        try fields.encodeUnlessEmpty(driver, forKey: .driver)
        try fields.encodeUnlessEmpty(driverOptions, forKey: .driverOptions)
        try fields.encodeUnlessEmpty(labels, forKey: .labels)
    }
}
