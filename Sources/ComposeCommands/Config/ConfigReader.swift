internal import ComposeLoader
internal import ComposeModel
internal import ComposePlan
internal import Diagnostics
internal import DockerEngine
internal import OrderedCollections

/// Loads what `config` is asked for, and makes a text of it.
struct ConfigReader {
    let options: ConfigCommand
    let context: CommandContext

    /// What is printed; the first part that was asked for wins, the whole model comes last.
    func text() async throws -> String {
        if options.listsServices { return try options.noInterpolate ? writtenServices() : list(\.services) }
        if options.volumes { return try list(\.volumes) }
        if options.networks { return try list(\.networks) }
        if options.models { return try list(\.models) }
        if let hash = options.hash, !hash.isEmpty { return try hashes(of: hash) }
        if options.profiles { return try list(\.profiles) }
        if options.images { return try list(\.images, of: options.services) }
        if options.variables { return try variables() }
        if options.environment { return try list(\.environment) }
        if let path = options.explain { return try OriginReader(options, request, context).explanation(of: path) }
        if options.origins { return try OriginReader(options, request, context).annotatedModel() }
        return try await options.noInterpolate ? writtenModel() : model()
    }

    private var format: ConfigText.Format { options.format == "json" ? .json : .yaml }

    private var request: LoadRequest {
        var request = context.loadRequest
        request.interpolates = !options.noInterpolate
        request.normalizes = !options.noNormalize && !context.globals.compatibility
        request.resolvesPaths = !options.noPathResolution
        request.checksConsistency = !options.noConsistency
        return request
    }

    private func model() async throws -> String {
        var loaded = try context.load(
            request,
            choosing: ServiceChoice(options.services),
            resolvingEnvironment: !options.noEnvResolution
        )
        if options.resolveImageDigests || options.lockImageDigests { try await pinImages(of: &loaded.project) }
        // To check needs no text.
        return options.quiet ? "" : ConfigText.of(loaded.project, as: format)
    }

    private func pinImages(of project: inout Project) async throws {
        let engine = try context.engineClient()
        let credentials = try RegistryCredentials(environment: context.environment)
        try await ImageDigests(of: project, engine: engine, credentials: credentials).pin(&project)
        if options.lockImageDigests { project = ImageDigests.lock(of: project) }
    }

    // MARK: - Without interpolation

    private func tree() throws -> LoadedProject {
        var request = request
        request.interpolates = false
        request.resolvesEnvironment = false
        return try context.load(request)
    }

    private func writtenModel() throws -> String {
        let loaded = try tree()
        if !options.services.isEmpty {
            let warning = Diagnostic(.warning, "services on the command line have no effect with --no-interpolate")
            try context.warn([warning], sources: [:], context.outputSettings(for: loaded.project.environment))
        }
        return ConfigText.of(tree: loaded.tree, as: format)
    }

    private func writtenServices() throws -> String {
        let project = try tree().project
        return Self.lines(Array(project.services.keys))
    }

    private func variables() throws -> String {
        let list = VariableList(try tree().tree)
        switch options.format {
        case "json": return list.canonical.compactJSON + "\n"
        case "yaml": return ConfigText.of(list.canonicalYAML, as: .yaml)
        default: return list.table
        }
    }

    // MARK: - Lists

    private func list(_ part: KeyPath<ConfigListing, [String]>, of services: [String] = []) throws -> String {
        let loaded = try context.load(request, choosing: ServiceChoice(services), resolvingEnvironment: false)
        let names = ProjectNames(project: loaded.project.name, isCompatible: context.globals.compatibility)
        return Self.lines(ConfigListing(project: loaded.project, names: names)[keyPath: part])
    }

    private func hashes(of names: String) throws -> String {
        let loaded = try context.load(request, choosing: ServiceChoice(), resolvingEnvironment: false)
        let unresolved = loaded.project
        var plain = unresolved
        plain.services.removeAll { !$0.value.environmentFiles.isEmpty }
        var narrowing = ProjectNarrowing(plain, sources: loaded.sources)
        try narrowing.resolveEnvironment()
        let wanted = names == "*" ? Array(unresolved.services.keys) : names.split(separator: ",").map { String($0) }
        for name in wanted where unresolved.services[name] == nil {
            let nearest = nearestName(to: name, among: unresolved.services.keys)
            throw CommandFailure("no such service: \(name)", hint: nearest.map { "did you mean '\($0)'?" })
        }
        return Self.lines(HashListing.lines(wanted, unresolved: unresolved, resolved: narrowing.project))
    }

    private static func lines(_ names: [String]) -> String { names.map { $0 + "\n" }.joined() }
}
