package import OrderedCollections

/// One entry of the top-level `volumes`.
package struct Volume: Sendable {
    /// The name on the engine: `name:`, or `<project>_<key>`, or the key of an external volume.
    package var name: String
    package var driver: String?
    package var driverOptions: OrderedDictionary<String, String> = [:]
    /// Whether somebody else creates and removes it.
    package var isExternal = false
    package var labels: OrderedDictionary<String, String> = [:]
    package var extensions: Extensions = [:]
    package var locations = SourceMap()

    package init(name: String) {
        self.name = name
    }
}
