/// Everything the engine is told when a network is created; nil and empty fields are left to the engine.
package struct NetworkCreation: Sendable, Hashable {
    package var name: String
    package var driver: String?
    package var options: [String: String] = [:]
    package var isInternal = false
    package var isAttachable = false
    /// API 1.47 and newer.
    package var enablesIPv4: Bool?
    package var enablesIPv6: Bool?
    package var ipam: IPAMConfig?
    package var labels: [String: String] = [:]

    package init(name: String) {
        self.name = name
    }
}

extension NetworkCreation: Encodable {
    enum CodingKeys: String, CodingKey {
        case name = "Name"
        case checksDuplicate = "CheckDuplicate"
        case driver = "Driver"
        case options = "Options"
        case isInternal = "Internal"
        case isAttachable = "Attachable"
        case enablesIPv4 = "EnableIPv4"
        case enablesIPv6 = "EnableIPv6"
        case ipam = "IPAM"
        case labels = "Labels"
    }

    package func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(name, forKey: .name)
        // Engines before API 1.44 would make a second network of the same name; newer ones never do.
        try fields.encode(true, forKey: .checksDuplicate)
        try fields.encodeUnlessEmpty(driver, forKey: .driver)
        try fields.encodeUnlessEmpty(options, forKey: .options)
        try fields.encodeIfTrue(isInternal, forKey: .isInternal)
        try fields.encodeIfTrue(isAttachable, forKey: .isAttachable)
        try fields.encodeIfPresent(enablesIPv4, forKey: .enablesIPv4)
        try fields.encodeIfPresent(enablesIPv6, forKey: .enablesIPv6)
        if let ipam, !ipam.isEmpty { try fields.encode(ipam, forKey: .ipam) }
        try fields.encodeUnlessEmpty(labels, forKey: .labels)
    }
}
