internal import ComposeModel
internal import ComposePlan
internal import ComposeRuntime
internal import ControlProtocol
internal import DockerEngine
internal import OrderedCollections

/// Networks and images, of which the engine tells by other names than the project's.
extension ProjectKeeper {
    /// How long a container has to end that the engine has taken off a network since it ends.
    private static let cutPatience = Duration.seconds(1)
    /// Images come in flocks.
    private static let imagePatience = Duration.seconds(1)

    func takeNetwork(_ event: EngineEvent) {
        let network = event.attributes["name"] ?? ""
        if event.action == "destroy" {
            guard supervised.project.networks.values.contains(where: { $0.name == network }) else { return }
            return handle(.networkRemoved(name: network))
        }
        guard let id = event.attributes["container"], let container = live[id] else { return }
        let key = "\(id)/\(network)"
        switch event.action {
        case "connect":
            cuts.removeValue(forKey: key)?.cancel()
            live.note(id, on: network, id: event.actorID)
            handle(.event(ContainerEvent(.connected(network: network), to: container, at: event.timeNano)))
        case "disconnect":
            cuts[key]?.cancel()
            cuts[key] = Task { await self.judgeCut(id, network, at: event.timeNano) }
        default: break
        }
    }

    func callOffCuts(of container: String) {
        for key in cuts.keys where key.hasPrefix(container) { cuts.removeValue(forKey: key)?.cancel() }
    }

    /// A container that still runs after a while was cut off, and did not end.
    private func judgeCut(_ id: String, _ network: String, at time: Int) async {
        do {
            try await Task.sleep(for: Self.cutPatience)
        } catch {
            return
        }
        cuts["\(id)/\(network)"] = nil
        guard let container = live[id], container.isRunning else { return }
        live.note(id, on: network, id: nil)
        handle(.event(ContainerEvent(.disconnected(network: network), to: container, at: time)))
    }

    // MARK: - Images

    func checkImagesSoon() {
        guard imageCheck == nil else { return }
        imageCheck = Task { await self.checkImages() }
    }

    private func checkImages() async {
        do {
            try await Task.sleep(for: Self.imagePatience)
        } catch {
            return
        }
        imageCheck = nil
        let project = supervised.project
        let observer = ProjectObserver(engine: tools.engine)
        // An engine that does not answer now tells of the next change.
        guard let images = try? await observer.images(of: project, supervised.names.images(of: project)) else { return }
        for (reference, image) in images.sorted(by: { $0.key < $1.key }) where digests[reference] != image.digest {
            digests[reference] = image.digest
            handle(.imageMoved(reference: reference, digest: image.digest))
        }
    }
}
