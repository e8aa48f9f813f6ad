internal import ComposeModel
internal import DockerEngine
internal import OrderedCollections

/// Pins the images of a project to what their registries have now, for `config --resolve-image-digests`.
struct ImageDigests: Sendable {
    private let digests: [String: String]

    /// - Parameter digests: `sha256:…` by image as the files name it; an image that is absent is left as it is.
    init(_ digests: [String: String]) {
        self.digests = digests
    }

    /// Asks the registries, through the engine, all at once.
    ///
    /// - Throws: `CommandFailure` for an image that has no digest to be found.
    init(of project: Project, engine: EngineClient, credentials: RegistryCredentials) async throws {
        var wanted: [String: ImageReference] = [:]
        for image in Self.images(of: project) where wanted[image] == nil {
            let reference: ImageReference
            do {
                reference = try ImageReference(image)
            } catch {
                throw CommandFailure("\(error)")
            }
            if reference.digest == nil { wanted[image] = reference }
        }
        let asked = wanted
        digests = try await withThrowingTaskGroup(of: (image: String, digest: String).self) { group in
            for (image, reference) in asked {
                let login = credentials.auth(for: reference.registry)
                group.addTask {
                    let digest = try await Self.digest(of: reference, engine, login)
                    return (image: image, digest: digest)
                }
            }
            var found: [String: String] = [:]
            for try await answer in group { found[answer.image] = answer.digest }
            return found
        }
    }

    private static func digest(
        of reference: ImageReference,
        _ engine: EngineClient,
        _ login: RegistryAuth?
    ) async throws -> String {
        let answer: DistributionInspection
        do {
            answer = try await engine.distribution(reference, auth: login)
        } catch let error as EngineError {
            throw CommandFailure("cannot resolve the digest of '\(reference.familiar)': \(error)")
        }
        return answer.descriptor.digest
    }

    /// Every image that services, their hooks and their mounts name.
    private static func images(of project: Project) -> [String] {
        project.services.values.flatMap { service -> [String] in
            var images: [String] = [service.image].compactMap(\.self)
            images += (service.preStart + service.postStart + service.preStop).compactMap(\.image)
            images += service.mounts.filter { $0.kind == .image }.compactMap(\.source)
            return images.filter { !$0.isEmpty }
        }
    }

    // MARK: - Writing them down

    func pin(_ project: inout Project) {
        for name in project.services.keys {
            guard var service = project.services[name] else { continue }
            service.image = pinned(service.image)
            for index in service.preStart.indices {
                service.preStart[index].image = pinned(service.preStart[index].image)
            }
            for index in service.postStart.indices {
                service.postStart[index].image = pinned(service.postStart[index].image)
            }
            for index in service.preStop.indices { service.preStop[index].image = pinned(service.preStop[index].image) }
            for index in service.mounts.indices where service.mounts[index].kind == .image {
                service.mounts[index].source = pinned(service.mounts[index].source)
            }
            project.services[name] = service
        }
    }

    /// In full, with tag and digest: `docker.io/library/nginx:1.27@sha256:…`; a digest that was written stands without tag.
    private func pinned(_ image: String?) -> String? {
        guard let image, !image.isEmpty else { return image }
        do {
            let reference = try ImageReference(image)
            if let written = reference.digest { return "\(reference.name)@\(written)" }
            guard let digest = digests[image] else { return image }
            return "\(reference.canonical)@\(digest)"
        } catch {
            // What is no reference was refused when digests were looked for.
            return image
        }
    }

    /// Nothing but the images: a file to lay over the project's own, for `--lock-image-digests`.
    static func lock(of project: Project) -> Project {
        var lock = Project(name: "", workingDirectory: project.workingDirectory)
        for (name, service) in project.services {
            var locked = Service(name: name)
            locked.image = service.image
            locked.mounts = service.mounts.filter { $0.kind == .image }
            lock.services[name] = locked
        }
        return lock
    }
}
