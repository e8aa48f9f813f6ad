package import OrderedCollections

/// One entry of the top-level `networks`.
package struct Network: Sendable {
    package struct IPAM: Sendable, Equatable {
        package struct Pool: Sendable, Equatable {
            package var subnet: String?
            package var gateway: String?
            package var addressRange: String?
            package var auxiliaryAddresses: OrderedDictionary<String, String> = [:]
            package var extensions: Extensions = [:]

            package init() {}
        }

        package var driver: String?
        package var pools: [Pool] = []
        /// Passed to the address driver.
        package var options: OrderedDictionary<String, String> = [:]
        package var extensions: Extensions = [:]

        package init() {}
    }

    /// The name on the engine: `name:`, or `<project>_<key>`, or the key of an external network.
    package var name: String
    package var driver: String?
    package var driverOptions: OrderedDictionary<String, String> = [:]
    package var ipam = IPAM()
    /// Whether somebody else creates and removes it.
    package var isExternal = false
    package var isInternal = false
    package var isAttachable = false
    package var labels: OrderedDictionary<String, String> = [:]
    package var enablesIPv4: Bool?
    package var enablesIPv6: Bool?
    package var extensions: Extensions = [:]
    package var locations = SourceMap()

    package init(name: String) {
        self.name = name
    }
}

/// How a service joins a network.
package struct ServiceNetwork: Sendable, Equatable {
    package var aliases: [String] = []
    package var driverOptions: OrderedDictionary<String, String> = [:]
    package var gatewayPriority = 0
    package var interfaceName: String?
    package var ipv4Address: String?
    package var ipv6Address: String?
    package var linkLocalAddresses: [String] = []
    package var macAddress: String?
    package var priority = 0
    package var extensions: Extensions = [:]

    package init() {}
}
