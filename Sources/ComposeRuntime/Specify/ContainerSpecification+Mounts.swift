internal import ComposeModel
internal import ComposePlan
internal import DockerEngine
internal import OrderedCollections

/// What the container sees of host directories, volumes, secrets and configs.
extension ContainerSpecification {
    static func addMounts(_ request: Request, to host: inout HostConfig) throws {
        let service = request.service
        for mount in service.mounts { add(mount, request, to: &host) }
        for entry in service.tmpfs {
            let parts = entry.split(separator: ":", maxSplits: 1)
            guard let path = parts.first else { continue }
            host.tmpfs[String(path)] = parts.count > 1 ? String(parts[1]) : ""
        }
        if service.usesEngineSocket {
            host.binds.append("/var/run/docker.sock:/var/run/docker.sock:rw")
        }
        inheritImageVolumes(request, to: &host)
        for secret in service.secrets {
            if let mount = fileMount(secret, request.project.secrets[secret.source], InjectedFiles.secretTarget(secret))
            {
                host.mounts.append(mount)
            }
        }
        for config in service.configs {
            if let mount = fileMount(config, request.project.configs[config.source], InjectedFiles.configTarget(config))
            {
                host.mounts.append(mount)
            }
        }
    }

    private static func add(_ mount: Mount, _ request: Request, to host: inout HostConfig) {
        switch mount.kind {
        case .bind where !needsMountForm(mount.bind):
            var modes = [mount.isReadOnly ? "ro" : "rw"]
            if let label = mount.bind?.selinux, !label.isEmpty { modes.append(label) }
            host.binds.append("\(mount.source ?? ""):\(mount.target):\(modes.joined(separator: ","))")
        case .volume where mount.source != nil && !needsMountForm(mount.volume):
            host.binds.append("\(source(of: mount, request) ?? ""):\(mount.target):\(mount.isReadOnly ? "ro" : "rw")")
        case .tmpfs, .volume, .bind, .image, .npipe, .cluster:
            host.mounts.append(engineMount(mount, request))
        }
    }

    /// The short form makes the host directory; what it cannot say needs the long one.
    private static func needsMountForm(_ options: Mount.BindOptions?) -> Bool {
        guard let options else { return false }
        return !options.createsHostPath || options.propagation?.isEmpty == false || options.recursive?.isEmpty == false
    }

    private static func needsMountForm(_ options: Mount.VolumeOptions?) -> Bool {
        guard let options else { return false }
        return options.skipsCopy || options.subpath?.isEmpty == false || !options.labels.isEmpty
    }

    private static func engineMount(_ mount: Mount, _ request: Request) -> MountConfig {
        var config = MountConfig(type: mount.kind.rawValue, source: source(of: mount, request), target: mount.target)
        config.isReadOnly = mount.isReadOnly
        config.consistency = mount.consistency
        if mount.kind == .bind, let bind = mount.bind {
            var options = MountConfig.BindOptions()
            options.propagation = bind.propagation
            options.createsSource = bind.createsHostPath
            options.isNonRecursive = bind.recursive == "disabled"
            options.isReadOnlyNonRecursive = bind.recursive == "writable"
            options.forcesReadOnlyRecursive = bind.recursive == "readonly"
            config.bind = options
        }
        if mount.kind == .volume, let volume = mount.volume {
            var options = MountConfig.VolumeOptions()
            options.skipsCopy = volume.skipsCopy
            options.subpath = volume.subpath
            options.labels = Dictionary(uniqueKeysWithValues: volume.labels.map { ($0, $1) })
            config.volume = options
        }
        if mount.kind == .tmpfs, let tmpfs = mount.tmpfs {
            var options = MountConfig.TmpfsOptions()
            options.bytes = tmpfs.size?.bytes
            options.mode = tmpfs.mode
            config.tmpfs = options
        }
        if mount.kind == .image, let image = mount.image {
            var options = MountConfig.ImageOptions()
            options.subpath = image.subpath
            config.image = options
        }
        return config
    }

    /// A volume's name on the engine, an image's reference, or the source as it is.
    private static func source(of mount: Mount, _ request: Request) -> String? {
        guard let source = mount.source else {
            // An anonymous volume goes on where the container before had it.
            guard mount.kind == .volume else { return nil }
            return request.inheritsFrom?.mounts.first { $0.kind == "volume" && $0.destination == mount.target }?.volume
        }
        switch mount.kind {
        case .volume: return request.project.volumes[source]?.name ?? source
        case .image: return request.project.anyService(named: source).map { request.names.image(of: $0) } ?? source
        case .bind, .tmpfs, .npipe, .cluster: return source
        }
    }

    /// Volumes that only the image declares go on from the container before.
    private static func inheritImageVolumes(_ request: Request, to host: inout HostConfig) {
        guard let old = request.inheritsFrom else { return }
        let declared = Set(request.service.mounts.map(\.target))
        for path in request.imageVolumes where !declared.contains(path) {
            guard let mount = old.mounts.first(where: { $0.destination == path && $0.kind == "volume" }) else {
                continue
            }
            host.mounts.append(MountConfig(type: "volume", source: mount.volume, target: path))
        }
    }

    /// A secret or config that is a host file appears as that file, read-only; nil for one that is written in later.
    private static func fileMount(_ reference: FileReference, _ object: FileObject?, _ target: String) -> MountConfig? {
        guard let file = object?.file else { return nil }
        var mount = MountConfig(type: "bind", source: file, target: target)
        mount.isReadOnly = true
        return mount
    }
}
