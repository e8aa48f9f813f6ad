internal import ComposeModel
internal import ComposePlan
internal import DockerEngine

/// What the container sees of host directories and volumes.
extension InspectedDifferences {
    /// A mount as both sides can say it.
    private struct Attachment {
        var kind: String
        /// nil for an anonymous volume.
        var source: String?
        var target: String
        var isReadOnly: Bool

        var canonical: CanonicalValue {
            var object = CanonicalObject()
            object.fields.append(CanonicalObject.Field("type", .string(kind)))
            if let source { object.fields.append(CanonicalObject.Field("source", .string(source))) }
            object.fields.append(CanonicalObject.Field("target", .string(target)))
            if isReadOnly { object.fields.append(CanonicalObject.Field("read_only", .bool(true))) }
            return .object(object)
        }
    }

    mutating func compareMounts() {
        var made: [String: Attachment] = [:]
        for mount in container.mounts { made[Self.cleaned(mount.destination)] = Self.attachment(mount) }
        var asked: [String: Attachment] = [:]
        for attachment in wanted.creation.host.binds.compactMap({ Self.attachment($0) }) {
            asked[attachment.target] = attachment
        }
        for mount in wanted.creation.host.mounts { asked[Self.cleaned(mount.target)] = Self.attachment(mount) }

        var old: [CanonicalValue] = []
        var new: [CanonicalValue] = []
        for target in Set(made.keys).union(asked.keys).sorted() {
            switch (made[target], asked[target]) {
            case (let before?, let after?):
                guard !Self.isSame(before, after) else { continue }
                old.append(before.canonical)
                new.append(after.canonical)
            case (let before?, nil): if isOwn(before) { old.append(before.canonical) }
            // What is neither file nor volume may be kept out of the list of mounts.
            case (nil, let after?): if after.kind == "bind" || after.kind == "volume" { new.append(after.canonical) }
            case (nil, nil): break
            }
        }
        note(
            "volumes",
            old.isEmpty ? nil : CanonicalValue.list(old),
            new.isEmpty ? nil : CanonicalValue.list(new)
        )
        compare("volumes_from", container.host.volumesFrom, wanted.creation.host.volumesFrom, inherited: [])
    }

    private static func attachment(_ mount: MountPoint) -> Attachment {
        let source = mount.type == "volume" ? mount.name : mount.source
        return Attachment(
            kind: mount.type,
            source: source.flatMap { isAnonymous($0) || $0.isEmpty ? nil : $0 },
            target: cleaned(mount.destination),
            isReadOnly: !mount.isWritable
        )
    }

    /// Reads `source:target:modes`.
    private static func attachment(_ bind: String) -> Attachment? {
        let parts = bind.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count >= 2 else { return nil }
        return Attachment(
            kind: parts[0].hasPrefix("/") ? "bind" : "volume",
            source: cleaned(parts[0]),
            target: cleaned(parts[1]),
            isReadOnly: parts.count > 2 && parts[2].split(separator: ",").contains("ro")
        )
    }

    private static func attachment(_ mount: MountConfig) -> Attachment {
        let source = mount.source.flatMap { $0.isEmpty || isAnonymous($0) ? nil : cleaned($0) }
        return Attachment(
            kind: mount.type,
            source: source,
            target: cleaned(mount.target),
            isReadOnly: mount.isReadOnly
        )
    }

    /// Whether a volume's name is one that the engine made up.
    private static func isAnonymous(_ name: String) -> Bool { name.utf8.count == 64 && name.allSatisfy(\.isHexDigit) }

    private static func isSame(_ made: Attachment, _ asked: Attachment) -> Bool {
        guard made.kind == asked.kind else { return false }
        switch made.kind {
        case "volume": return made.source == asked.source && made.isReadOnly == asked.isReadOnly
        case "bind":
            // Engines in a virtual machine have the host's files below a directory of their own.
            guard let before = made.source, let after = asked.source else { return made.source == asked.source }
            return before.hasSuffix(after) && made.isReadOnly == asked.isReadOnly
        default: return true
        }
    }

    /// Whether a mount was asked for by the service, and is not the image's or that of a container it shares volumes with.
    private func isOwn(_ mount: Attachment) -> Bool {
        guard container.host.volumesFrom.isEmpty, container.host.tmpfs[mount.target] == nil else { return false }
        guard mount.kind == "volume", mount.source == nil else { return true }
        return image.map { image in !image.volumes.contains { Self.cleaned($0) == mount.target } } ?? false
    }
}
