package import ComposeModel
package import ComposePlan
package import DockerEngine

/// Finds out why containers are replaced that do not say themselves what they were made from, as those of docker compose.
///
/// An inspection shows what a container was created with. That is compared with what would be sent to create it now, as
/// far as an inspection shows it: build steps, hooks and the like leave no trace on a container, so what is found may
/// be less than what has changed, but never something that has not.
package struct RecreationReasons: Sendable {
    private let engine: EngineClient
    private let project: Project
    private let names: ProjectNames

    /// How many inspections are under way at once.
    private static let width = 8

    package init(engine: EngineClient, project: Project, names: ProjectNames) {
        self.engine = engine
        self.project = project
        self.names = names
    }

    /// The changes by container id; a container that could not be inspected has none, which delays nothing else.
    package func changes(of replacements: [UnexplainedReplacement]) async -> [String: [FieldChange]] {
        guard !replacements.isEmpty, let version = await engineVersion() else { return [:] }
        let containers = await inspectContainers(replacements.map(\.container.id))
        let images = await inspectImages(Array(Set(containers.values.map(\.imageID))))
        var changes: [String: [FieldChange]] = [:]
        for replacement in replacements {
            guard let container = containers[replacement.container.id] else { continue }
            changes[replacement.container.id] = self.changes(
                of: container,
                image: images[container.imageID],
                replacement,
                version
            )
        }
        return changes
    }

    private func changes(
        of container: ContainerInspection,
        image: InspectedConfig?,
        _ replacement: UnexplainedReplacement,
        _ version: APIVersion
    ) -> [FieldChange]? {
        let number = replacement.container.number
        var request = ContainerSpecification.Request(
            service: replacement.service,
            project: project,
            names: names,
            number: number,
            containerName: names.container(replacement.service, number: number)
        )
        request.apiVersion = version
        do {
            let wanted = try ContainerSpecification.make(request)
            return InspectedDifferences(container, image, wanted, request).changes
        } catch {
            // What cannot be created is told when it is to be created.
            return nil
        }
    }

    // MARK: - Asking

    private func engineVersion() async -> APIVersion? {
        // Reasons are a courtesy: what fails here fails again where it matters, and is told there.
        try? await engine.negotiatedVersion()
    }

    private func inspectContainers(_ ids: [String]) async -> [String: ContainerInspection] {
        let engine = engine
        return await Self.answers(ids) { id in
            // A container that is gone by now needs no reason.
            try? await engine.inspectContainer(id)
        }
    }

    private func inspectImages(_ ids: [String]) async -> [String: InspectedConfig] {
        let engine = engine
        let images: [String: ImageInspection] = await Self.answers(ids) { id in
            // Without its image a container tells less, which is better than nothing.
            try? await engine.inspectImage(id)
        }
        return images.mapValues(\.config)
    }

    /// What asking for each id brings, a few at a time; ids that bring nothing are left out.
    private static func answers<Answer: Sendable>(
        _ ids: [String],
        _ ask: @escaping @Sendable (String) async -> Answer?
    ) async -> [String: Answer] {
        await withTaskGroup(of: (id: String, answer: Answer?).self) { group in
            var answers: [String: Answer] = [:]
            for (index, id) in ids.enumerated() {
                if index >= width, let next = await group.next() { answers[next.id] = next.answer }
                group.addTask { (id: id, answer: await ask(id)) }
            }
            for await next in group { answers[next.id] = next.answer }
            return answers
        }
    }
}
