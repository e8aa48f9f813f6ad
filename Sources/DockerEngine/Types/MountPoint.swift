/// Something mounted into a container, as the engine reports it.
package struct MountPoint: Sendable, Hashable {
    /// `bind`, `volume`, `tmpfs`, `image`, `npipe` or `cluster`.
    package var type = ""
    /// The volume's name; nil for anything but a volume.
    package var name: String?
    /// The path on the engine's host.
    package var source = ""
    package var destination = ""
    package var driver: String?
    package var mode = ""
    package var isWritable = false
    package var propagation = ""

    package init() {}
}

extension MountPoint: Decodable {
    enum CodingKeys: String, CodingKey {
        case type = "Type"
        case name = "Name"
        case source = "Source"
        case destination = "Destination"
        case driver = "Driver"
        case mode = "Mode"
        case isWritable = "RW"
        case propagation = "Propagation"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        type = try fields.text(.type)
        name = try fields.nonEmptyText(.name)
        source = try fields.text(.source)
        destination = try fields.text(.destination)
        driver = try fields.nonEmptyText(.driver)
        mode = try fields.text(.mode)
        isWritable = try fields.flag(.isWritable)
        propagation = try fields.text(.propagation)
    }
}
