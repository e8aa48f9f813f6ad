/// One image of a list.
package struct ImageSummary: Sendable, Hashable, Identifiable {
    package var id = ""
    /// `nginx:1.27` each; empty for an image without a name.
    package var tags: [String] = []
    /// `nginx@sha256:…` each.
    package var digests: [String] = []
    package var labels: [String: String] = [:]
    package var bytes = 0
    /// Seconds since 1970.
    package var created = 0

    package init() {}
}

extension ImageSummary: Decodable {
    enum CodingKeys: String, CodingKey {
        case id = "Id"
        case tags = "RepoTags"
        case digests = "RepoDigests"
        case labels = "Labels"
        case bytes = "Size"
        case created = "Created"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        id = try fields.text(.id)
        tags = try fields.names(.tags)
        digests = try fields.names(.digests)
        labels = try fields.table(.labels)
        bytes = try fields.number(.bytes)
        created = try fields.number(.created)
    }
}

/// What the engine knows of one image.
package struct ImageInspection: Sendable, Hashable, Identifiable {
    package var id = ""
    package var tags: [String] = []
    package var digests: [String] = []
    package var os = ""
    package var architecture = ""
    package var variant: String?
    package var config = InspectedConfig()
    package var bytes = 0
    /// `2025-03-01T12:00:00.123456789Z`.
    package var created = ""
    /// When the engine last gave it a tag: by pulling, building or tagging.
    package var lastTagged = ""
    /// The manifest or index that the reference leads to; API 1.48 and newer, with the containerd image store.
    package var descriptor: ContentDescriptor?

    package init() {}
}

extension ImageInspection: Decodable {
    enum CodingKeys: String, CodingKey {
        case id = "Id"
        case tags = "RepoTags"
        case digests = "RepoDigests"
        case os = "Os"
        case architecture = "Architecture"
        case variant = "Variant"
        case config = "Config"
        case bytes = "Size"
        case created = "Created"
        case metadata = "Metadata"
        case descriptor = "Descriptor"
    }

    private struct Metadata: Decodable {
        let lastTagged: String?

        enum CodingKeys: String, CodingKey {
            case lastTagged = "LastTagTime"
        }
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        id = try fields.text(.id)
        tags = try fields.names(.tags)
        digests = try fields.names(.digests)
        os = try fields.text(.os)
        architecture = try fields.text(.architecture)
        variant = try fields.nonEmptyText(.variant)
        config = try fields.optional(.config) ?? InspectedConfig()
        bytes = try fields.number(.bytes)
        created = try fields.text(.created)
        let metadata: Metadata? = try fields.optional(.metadata)
        lastTagged = metadata?.lastTagged ?? ""
        descriptor = try fields.optional(.descriptor)
    }
}

/// A blob in an image store or a registry.
package struct ContentDescriptor: Sendable, Hashable {
    package var mediaType = ""
    package var digest = ""
    package var bytes = 0

    package init() {}
}

extension ContentDescriptor: Decodable {
    enum CodingKeys: String, CodingKey {
        case mediaType
        case digest
        case bytes = "size"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        mediaType = try fields.text(.mediaType)
        digest = try fields.text(.digest)
        bytes = try fields.number(.bytes)
    }
}

/// One thing that removing an image did.
package struct ImageRemoval: Sendable, Hashable, Decodable {
    /// A reference that no longer leads to the image.
    package var untagged: String?
    /// The id of an image or layer that is gone.
    package var deleted: String?

    enum CodingKeys: String, CodingKey {
        case untagged = "Untagged"
        case deleted = "Deleted"
    }
}

extension KeyedDecodingContainer {
    /// References, without the `<none>:<none>` that older engines list for an image that has no name.
    fileprivate func names(_ key: Key) throws -> [String] {
        let names: [String] = try list(key)
        return names.filter { !$0.hasPrefix("<none>") }
    }
}
