package import ComposeModel
internal import OrderedCollections

/// What a container was made from, as paths and what stood there: `environment.FOO` → `a`, `ports` → `8080:80`.
///
/// What a service leaves unsaid has no path, so a record that an earlier release wrote says the same today although
/// services have more attributes by now. Secrets are hashes from the start and are never in it.
package struct ServiceRecord: Sendable {
    enum Value: Sendable, Hashable {
        case text(String)
        case list([String])
        /// A variable without a value, which takes away what the image sets.
        case unset
    }

    /// How much is written out, most first; raw values are the most bytes of a text.
    enum Detail: Int, Sendable, CaseIterable {
        case values = 120
        case hints = 24
        /// One hash for each attribute of the service.
        case attributes = 0
    }

    var fields: [String: Value]
    /// Hashes of the content of configs and secrets that the service gets and that no host file holds, by
    /// `configs.name` and `secrets.name`.
    ///
    /// Content is no part of the config hash: it is put into the container at every start.
    package internal(set) var contents: [String: String] = [:]
    /// nil where everything is written out.
    var detail: Detail?
    /// nil in a record that was read from a label, which cannot be shortened any more.
    let digest: SaltedDigest?

    /// Of a service with its environment resolved, and references to other services' containers as the container has them.
    package init(of service: Service, in project: Project) {
        self.init(service.recorded.canonical, of: service, in: project)
        for reference in service.configs {
            record(project.configs[reference.source], at: "configs.\(reference.source)")
        }
        for reference in service.secrets {
            record(project.secrets[reference.source], at: "secrets.\(reference.source)")
        }
    }

    /// Of attributes that were found in another way, under the names and in the forms that a service has them in.
    ///
    /// `variables` are an environment whose credentials may stand in the attributes, besides the service's own.
    package init(
        _ attributes: CanonicalObject,
        of service: Service,
        in project: Project,
        knowing variables: [String: String] = [:]
    ) {
        let mask = RecordMask(for: service, in: project, knowing: variables)
        var fields: [String: Value] = [:]
        if case .object(let masked) = mask.masked(.object(attributes)) { fields = FieldLayout(masked).fields }
        self.init(fields: fields, digest: mask.digest)
    }

    init(fields: [String: Value], digest: SaltedDigest?) {
        self.fields = fields
        self.digest = digest
    }

    private mutating func record(_ object: FileObject?, at path: String) {
        guard let object, object.file == nil, let content = object.content else { return }
        contents[path] = digest?.secret(content)
    }
}

extension Service {
    /// Without what the config hash leaves out, which makes no difference to a container.
    fileprivate var recorded: Service {
        var service = self
        service.build = nil
        service.pullPolicy = nil
        service.scale = nil
        service.deploy?.replicas = nil
        service.dependencies = [:]
        service.profiles = []
        return service
    }
}

// MARK: - Length

extension ServiceRecord {
    /// The record with texts no longer than a detail allows.
    func shortened(to detail: Detail) -> ServiceRecord {
        guard self.detail == nil, let digest else { return self }
        var record = self
        record.detail = detail
        if detail == .attributes {
            let paths = Dictionary(grouping: fields.keys) { path in String(path.prefix { $0 != "." }) }
            record.fields = paths.mapValues { paths -> Value in
                Value.text(
                    digest.short(paths.sorted().map { path in "\(path)=\(fields[path]?.hashed ?? "")" }.joined())
                )
            }
        } else {
            func shortened(_ text: String) -> String { text.utf8.count > detail.rawValue ? digest.long(text) : text }
            record.fields = fields.mapValues { value -> Value in
                switch value {
                case .text(let text): .text(shortened(text))
                case .list(let values): .list(values.map { shortened($0) })
                case .unset: .unset
                }
            }
        }
        return record
    }
}

extension ServiceRecord.Value {
    /// A text that no other value has.
    fileprivate var hashed: String {
        switch self {
        case .text(let text): "\(text)\u{0}"
        case .list(let values): values.map { "\u{1}\($0)" }.joined() + "\u{0}"
        case .unset: "\u{2}\u{0}"
        }
    }
}
