package import ComposeModel
package import ComposePlan
internal import DockerEngine
internal import OrderedCollections

extension ProjectObserver {
    private struct Answer: Sendable {
        var reference: String
        /// nil where the engine does not have the image any more.
        var hasHealthcheck: Bool?
    }

    /// Finds out which images bring a healthcheck, where that decides whether a wait can come true.
    ///
    /// Costs one inspection for each image of a service that others wait for to be healthy and that declares no test
    /// itself, and none where a container of it shows that there are probes.
    package func learnHealthchecks(of project: Project, in state: inout ObservedState) async throws {
        let wanted = Self.doubtfulImages(of: project, in: state)
        guard !wanted.isEmpty else { return }
        let engine = engine
        let found = try await withThrowingTaskGroup(of: Answer.self, returning: [String: Bool].self) { group in
            for (reference, digest) in wanted {
                group.addTask {
                    // An image that has gone meanwhile stays unknown.
                    let image = try await engine.inspectImage(digest)
                    return Answer(reference: reference, hasHealthcheck: image.map { Self.hasHealthcheck($0) })
                }
            }
            var found: [String: Bool] = [:]
            for try await answer in group { found[answer.reference] = answer.hasHealthcheck }
            return found
        }
        for (reference, hasHealthcheck) in found { state.images[reference]?.hasHealthcheck = hasHealthcheck }
    }

    private static func hasHealthcheck(_ image: ImageInspection) -> Bool { image.config.healthcheck?.isActive ?? false }

    /// The digests of the images to ask about, by the reference that services use.
    static func doubtfulImages(of project: Project, in state: ObservedState) -> [String: String] {
        var wanted: [String: String] = [:]
        for service in project.services.values {
            for (name, dependency) in service.dependencies where dependency.condition == .healthy {
                guard let other = project.services[name], other.provider == nil, other.hasOwnHealthcheck == nil,
                    other.readyProbe == nil,
                    let reference = knownReference(of: other, project, state), let image = state.images[reference],
                    image.hasHealthcheck == nil, !showsHealth(other, image, state)
                else { continue }
                wanted[reference] = image.digest
            }
        }
        return wanted
    }

    /// The reference under which the image is known; nil when the engine does not have it.
    ///
    /// A service that is only built has one of two names, by `--compatibility`.
    private static func knownReference(of service: Service, _ project: Project, _ state: ObservedState) -> String? {
        [false, true].map { ProjectNames(project: project.name, isCompatible: $0).image(of: service) }
            .first { state.images[$0] != nil }
    }

    /// Whether a container of the same image is probed already.
    private static func showsHealth(_ service: Service, _ image: ObservedImage, _ state: ObservedState) -> Bool {
        state.replicas(of: service.name).contains { $0.health != .none && $0.imageDigest == image.digest }
    }
}
