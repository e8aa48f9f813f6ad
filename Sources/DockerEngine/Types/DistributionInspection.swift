/// What a registry says of an image.
package struct DistributionInspection: Sendable, Hashable {
    /// The manifest, or the index of an image for several platforms.
    package var descriptor = ContentDescriptor()

    package init() {}
}

extension DistributionInspection: Decodable {
    enum CodingKeys: String, CodingKey {
        case descriptor = "Descriptor"
    }

    package init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        descriptor = try fields.decode(ContentDescriptor.self, forKey: .descriptor)
    }
}
