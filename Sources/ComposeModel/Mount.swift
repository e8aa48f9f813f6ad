package import OrderedCollections

/// One entry of a service's `volumes`.
package struct Mount: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        case bind, volume, tmpfs, image, npipe, cluster
    }

    package struct BindOptions: Sendable, Equatable {
        package var selinux: String?
        package var propagation: String?
        /// Whether the engine makes a host directory that is missing; the specification's default is true.
        package var createsHostPath = false
        /// Whether the files are silent about it, so that it is only the specification's default and is not printed.
        package var impliesHostPath = false
        package var recursive: String?
        package var extensions: Extensions = [:]

        package init() {}
    }

    package struct VolumeOptions: Sendable, Equatable {
        package var labels: OrderedDictionary<String, String> = [:]
        package var skipsCopy = false
        package var subpath: String?
        package var extensions: Extensions = [:]

        package init() {}
    }

    package struct TmpfsOptions: Sendable, Equatable {
        package var size: ByteSize?
        /// Permission bits.
        package var mode: Int?
        package var extensions: Extensions = [:]

        package init() {}
    }

    package struct ImageOptions: Sendable, Equatable {
        package var subpath: String?
        package var extensions: Extensions = [:]

        package init() {}
    }

    package var kind: Kind
    /// A host path, a key of `volumes` or an image; nil for an anonymous volume and for tmpfs.
    package var source: String?
    package var target: String
    package var isReadOnly = false
    package var consistency: String?
    package var bind: BindOptions?
    package var volume: VolumeOptions?
    package var tmpfs: TmpfsOptions?
    package var image: ImageOptions?
    package var extensions: Extensions = [:]

    package init(_ kind: Kind, source: String? = nil, target: String) {
        self.kind = kind
        self.source = source
        self.target = target
    }
}
