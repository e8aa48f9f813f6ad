internal import ComposeModel
internal import ControlProtocol
internal import OrderedCollections

/// The files that a project is made of, and which of its services use those that are no part of its definition.
struct SourceInventory: Sendable, Equatable {
    /// Files whose change may change what is wanted: compose files and files of variables and labels.
    private(set) var definitions: Set<String> = []
    /// Files that containers see as they are, and whose change the definition does not show: by path, the services.
    private(set) var contents: [String: Set<String>] = [:]

    /// Everything that is worth watching; absolute paths.
    var paths: Set<String> { definitions.union(contents.keys) }

    /// - Parameters:
    ///   - project: as it was loaded last.
    ///   - source: how it was loaded.
    ///   - further: files that were read on the way, such as included ones.
    init(_ project: Project, _ source: ProjectSource, further: Set<String> = []) {
        definitions = Set(source.files + source.environmentFiles + project.composeFiles + project.environmentFiles)
        definitions.formUnion(further)
        // Its appearance counts as well.
        if source.environmentFiles.isEmpty { definitions.insert("\(source.directory)/.env") }
        for service in project.services.values { add(service, of: project) }
        // Standard input and what is fetched from elsewhere have no place here.
        definitions = definitions.filter { $0.hasPrefix("/") }
        contents = contents.filter { $0.key.hasPrefix("/") }
    }

    /// Whether any of the paths is one of a definition, so that the project is to be loaded again.
    func redefines(_ paths: Set<String>) -> Bool { !definitions.isDisjoint(with: paths) }

    /// The services whose containers show the content of any of the paths.
    func services(using paths: Set<String>) -> Set<String> {
        paths.reduce(into: []) { services, path in services.formUnion(contents[path] ?? []) }
    }

    private mutating func add(_ service: Service, of project: Project) {
        definitions.formUnion(service.environmentFiles.map(\.path))
        definitions.formUnion(service.labelFiles)
        let secrets = service.secrets.compactMap { project.secrets[$0.source]?.file }
        let configs = service.configs.compactMap { project.configs[$0.source]?.file }
        let mounts = service.mounts.filter(\.isWatched).compactMap(\.source)
        for path in secrets + configs + mounts { contents[path, default: []].insert(service.name) }
    }
}

extension Mount {
    /// Whether it is a bind mount that is opted in by `x-swiftcompose: {watch: true}`.
    fileprivate var isWatched: Bool {
        guard kind == .bind, case .object(let settings)? = extensions["x-swiftcompose"] else { return false }
        return settings["watch"] == CanonicalValue.bool(true)
    }
}
