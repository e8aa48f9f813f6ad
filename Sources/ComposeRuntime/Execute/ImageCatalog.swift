package import ComposePlan
internal import DockerEngine
internal import Synchronization

/// What is known of images while a plan runs: each is inspected at most once, and again after a step changed it.
package final class ImageCatalog: Sendable {
    package struct Image: Sendable, Hashable {
        /// `sha256:…`, what containers are labelled with.
        package var digest: String
        /// The paths that the image declares as volumes; nil when nobody has asked for them yet.
        package var volumes: [String]?
    }

    private let known: Mutex<[String: Image]>

    package init(_ observed: [String: ObservedImage]) {
        known = Mutex(observed.mapValues { Image(digest: $0.digest, volumes: nil) })
    }

    /// The image of a reference; nil when the engine does not have it.
    func image(_ reference: String, needsVolumes: Bool, _ engine: EngineClient) async throws -> Image? {
        if let image = known.withLock({ $0[reference] }), !needsVolumes || image.volumes != nil { return image }
        guard let inspection = try await engine.inspectImage(reference) else { return nil }
        let image = Image(digest: inspection.id, volumes: inspection.config.volumes)
        known.withLock { $0[reference] = image }
        return image
    }

    /// To be called when a pull or build may have changed what the reference means.
    func forget(_ reference: String) { known.withLock { $0[reference] = nil } }
}
