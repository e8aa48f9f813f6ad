/// Something to mount into a container that is to be created.
package struct MountConfig: Sendable, Hashable {
    package struct BindOptions: Sendable, Hashable {
        package var propagation: String?
        package var isNonRecursive = false
        /// Whether a host directory that is missing is made.
        package var createsSource = false
        package var isReadOnlyNonRecursive = false
        package var forcesReadOnlyRecursive = false

        package init() {}
    }

    package struct VolumeOptions: Sendable, Hashable {
        /// Whether the image's files at the target stay out of a new volume.
        package var skipsCopy = false
        package var labels: [String: String] = [:]
        /// A driver and its options for a volume that is made on the way.
        package var driver: String?
        package var driverOptions: [String: String] = [:]
        /// API 1.45 and newer.
        package var subpath: String?

        package init() {}
    }

    package struct TmpfsOptions: Sendable, Hashable {
        package var bytes: Int?
        /// Permission bits.
        package var mode: Int?

        package init() {}
    }

    package struct ImageOptions: Sendable, Hashable {
        package var subpath: String?

        package init() {}
    }

    /// `bind`, `volume`, `tmpfs`, `image` (API 1.48 and newer), `npipe` or `cluster`.
    package var type: String
    /// A host path, a volume's name or an image; nil for an anonymous volume and for tmpfs.
    package var source: String?
    package var target: String
    package var isReadOnly = false
    package var consistency: String?
    package var bind: BindOptions?
    package var volume: VolumeOptions?
    package var tmpfs: TmpfsOptions?
    package var image: ImageOptions?

    package init(type: String, source: String? = nil, target: String) {
        self.type = type
        self.source = source
        self.target = target
    }
}
