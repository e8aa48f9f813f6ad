package import ComposeModel
package import ComposePlan
package import DockerEngine
internal import OrderedCollections

/// Takes the one snapshot of a project that a command works from.
///
/// Four lists side by side, whatever the number of services. Networks and volumes are listed without a filter, so that
/// declared ones that carry no label of the project are found by name in the same answer.
package struct ProjectObserver: Sendable {
    let engine: EngineClient

    package init(engine: EngineClient) {
        self.engine = engine
    }

    /// A snapshot, and a moment before it in the engine's format, from which events complete it.
    package struct Snapshot: Sendable {
        package var state: ObservedState
        package var since: String
    }

    /// Looks at the engine; `images` are the references whose presence matters, and none costs no call.
    package func observe(_ project: Project, images: [String]) async throws -> Snapshot {
        // The engine's clock is this machine's for a local socket; the margin covers a remote one that is a little behind.
        let since = EngineTime.text(nanoseconds: EngineTime.now() - (engine.host.isLocal ? 0 : 5_000_000_000))
        let filters: EngineFilters = ["label": ["\(ComposeLabel.project)=\(project.name)"]]
        async let containers = engine.listContainers(all: true, filters: filters)
        async let networks = engine.listNetworks()
        async let volumes = engine.listVolumes()
        async let present = self.images(of: project, images)

        var state = ObservedState()
        state.moment = EngineTime.now() / 1_000_000_000
        state.containers = try await containers.map { ObservedContainer($0) }
            .filter { $0.configHash != nil || $0.labels[ComposeLabel.hook] != nil }
            .sorted { $0.name < $1.name }
        let networkNames = Set(project.networks.values.map(\.name))
        state.networks = try await networks.map { ObservedNetwork($0) }
            .filter { $0.project == project.name || networkNames.contains($0.name) || networkNames.contains($0.id) }
        let volumeNames = Set(project.volumes.values.map(\.name))
        state.volumes = try await volumes.map { ObservedVolume($0) }
            .filter { $0.project == project.name || volumeNames.contains($0.name) }
        state.images = try await present
        try await learnHealthchecks(of: project, in: &state)
        return Snapshot(state: state, since: since)
    }

    /// The images that services with a `platform` use, of which it matters what they run on.
    private static func platformImages(of project: Project) -> Set<String> {
        Set(project.services.values.filter { $0.platform?.isEmpty == false }.compactMap(\.image))
    }

    /// The images that services pull again after a while, of which it matters when that was done last.
    private static func agingImages(of project: Project) -> Set<String> {
        Set(project.services.values.filter { PullWindow.seconds(of: $0.pullPolicy) != nil }.compactMap(\.image))
    }

    /// The images of the given references that are on the engine, with what the project's services need to know of them.
    package func images(of project: Project, _ references: [String]) async throws -> [String: ObservedImage] {
        try await images(
            references,
            askingPlatformOf: Self.platformImages(of: project),
            askingAgeOf: Self.agingImages(of: project)
        )
    }

    /// The images of the given references that are on the engine.
    ///
    /// - `platformed`: those of them that are inspected for what they run on.
    /// - `aging`: those of them that are inspected for when they were last pulled.
    package func images(
        _ references: [String],
        askingPlatformOf platformed: Set<String> = [],
        askingAgeOf aging: Set<String> = []
    ) async throws -> [String: ObservedImage] {
        guard !references.isEmpty else { return [:] }
        // A reference by id matches no name filter and is inspected below, as is one that the filter's patterns cannot say.
        let summaries = try await engine.listImages(filters: ["reference": references.map(Self.pattern)])
        var found: [String: ObservedImage] = [:]
        for reference in references {
            // What is no reference matches nothing; the engine refuses it in its own words when it is used.
            let parsed = try? ImageReference(reference)
            let match = summaries.first { summary in
                (summary.tags + summary.digests).contains { parsed?.matches($0) ?? false }
            }
            if let match {
                var image = ObservedImage(digest: match.id, labels: match.labels)
                if platformed.contains(reference) { image.platform = try await platform(of: reference) }
                if aging.contains(reference) { image.lastTagged = try await lastTagged(reference) }
                found[reference] = image
            } else if reference.hasPrefix("sha256:") || parsed?.digest != nil,
                let image = try await engine.inspectImage(reference)
            {
                found[reference] = ObservedImage(digest: image.id, labels: image.config.labels)
            }
        }
        return found
    }

    /// Seconds since 1970; nil when the image has just gone, or the engine does not say.
    private func lastTagged(_ reference: String) async throws -> Int? {
        guard let image = try await engine.inspectImage(reference) else { return nil }
        return EngineTime.nanoseconds(timestamp: image.lastTagged).map { $0 / 1_000_000_000 }
    }

    /// nil where there may be several: in the containerd image store a reference leads to images of many platforms.
    private func platform(of reference: String) async throws -> ImagePlatform? {
        guard let image = try await engine.inspectImage(reference), image.descriptor == nil,
            !image.os.isEmpty, !image.architecture.isEmpty
        else { return nil }
        return ImagePlatform(os: image.os, architecture: image.architecture, variant: image.variant)
    }

    /// The engine matches the familiar name, without the default registry and with a tag.
    private static func pattern(_ reference: String) -> String {
        (try? ImageReference(reference))?.familiar ?? reference
    }
}

extension ObservedNetwork {
    init(_ network: EngineNetwork) {
        self.init(
            id: network.id,
            name: network.name,
            key: network.labels[ComposeLabel.network],
            configHash: network.labels[ComposeLabel.configHash],
            project: network.labels[ComposeLabel.project]
        )
    }
}

extension ObservedVolume {
    init(_ volume: EngineVolume) {
        self.init(
            name: volume.name,
            key: volume.labels[ComposeLabel.volume],
            configHash: volume.labels[ComposeLabel.configHash],
            project: volume.labels[ComposeLabel.project]
        )
    }
}
