internal import ComposeModel
internal import OrderedCollections

/// Secrets and configs whose content is in the model or the environment, as files to put into a container.
enum InjectedFiles {
    struct File: Sendable, Equatable {
        /// Absolute, in the container.
        var path: String
        var content: [UInt8]
        var mode: Int
        var uid: Int
        var gid: Int
    }

    /// - Throws: `StepError` when a secret or config cannot be given to the service.
    static func of(_ service: Service, in project: Project) throws -> [File] {
        let secrets = try service.secrets.compactMap { reference in
            try file(reference, project.secrets[reference.source], secretTarget(reference), "secret", service)
        }
        let configs = try service.configs.compactMap { reference in
            try file(reference, project.configs[reference.source], configTarget(reference), "config", service)
        }
        return secrets + configs
    }

    /// A name is below `/run/secrets`, a path is itself.
    static func secretTarget(_ reference: FileReference) -> String {
        let target = reference.target ?? reference.source
        return target.hasPrefix("/") ? target : "/run/secrets/\(target)"
    }

    static func configTarget(_ reference: FileReference) -> String {
        let target = reference.target ?? reference.source
        return target.hasPrefix("/") ? target : "/\(target)"
    }

    private static func file(
        _ reference: FileReference,
        _ object: FileObject?,
        _ target: String,
        _ kind: String,
        _ service: Service
    ) throws -> File? {
        guard let object, object.file == nil else { return nil }
        if object.isExternal { throw StepError("unsupported external \(kind) \(object.name)") }
        guard let content = object.content else {
            let variable = object.environment ?? ""
            throw StepError("environment variable \"\(variable)\" required by \(kind) \"\(object.name)\" is not set")
        }
        if service.isReadOnly {
            throw StepError(
                "cannot create \(kind) \"\(object.name)\" in read-only service \(service.name): "
                    + "`file` is the sole supported option"
            )
        }
        guard !content.isEmpty else { return nil }
        return File(
            path: target,
            content: Array(content.utf8),
            mode: reference.mode ?? 0o444,
            uid: reference.uid.flatMap { Int($0) } ?? 0,
            gid: reference.gid.flatMap { Int($0) } ?? 0
        )
    }

    /// A tar stream with paths relative to `/`.
    static func archive(_ files: [File]) -> [UInt8] {
        var bytes: [UInt8] = []
        for file in files {
            var header = TarHeader(path: String(file.path.drop { $0 == "/" }), kind: .file, size: file.content.count)
            header.mode = file.mode
            header.uid = file.uid
            header.gid = file.gid
            bytes += header.encoded + file.content + TarHeader.padding(after: file.content.count)
        }
        return bytes + TarHeader.endOfArchive
    }
}
