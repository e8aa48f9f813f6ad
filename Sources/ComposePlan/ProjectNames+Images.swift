package import ComposeModel
internal import OrderedCollections

/// Which images a project uses.
extension ProjectNames {
    /// The references of all of them, each once, in the order in which they are named.
    package func images(of project: Project) -> [String] {
        var references: [String] = []
        for service in project.services.values where service.provider == nil {
            references.append(image(of: service))
            references += furtherImages(of: service, in: project)
        }
        var seen: Set<String> = []
        return references.filter { seen.insert($0).inserted }
    }

    /// What a service uses besides the image of its containers: what it mounts, and what its hooks run from.
    package func furtherImages(of service: Service, in project: Project) -> [String] {
        service.mounts.compactMap { mountedImage($0, in: project) } + service.preStart.map { image(of: $0, service) }
    }

    /// The image behind a mount, which may be that of another service; nil for mounts of other kinds.
    package func mountedImage(_ mount: Mount, in project: Project) -> String? {
        guard mount.kind == .image, let source = mount.source else { return nil }
        return project.anyService(named: source).map { image(of: $0) } ?? source
    }

    /// What a hook in a container of its own runs from: its own image, or the service's.
    package func image(of hook: Hook, _ service: Service) -> String {
        if let image = hook.image, !image.isEmpty { return image }
        return image(of: service)
    }
}
