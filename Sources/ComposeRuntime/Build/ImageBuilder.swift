package import ComposeModel
internal import CurlHTTP
internal import Diagnostics
package import DockerEngine
internal import FoundationEssentials
internal import OrderedCollections

/// Makes an image from a service's build section with the engine's own builder (`POST /build`).
package struct ImageBuilder: Sendable {
    /// What the command line adds to the build section.
    package struct Options: Sendable {
        package var skipsCache = false
        package var pullsBaseImages = false
        /// Over the section's own arguments; a nil value is taken from the project's environment.
        package var arguments: [String: String?] = [:]
        /// Bytes; nil is no limit.
        package var memory: Int?
        package var credentials = RegistryCredentials()

        package init() {}
    }

    private let engine: EngineClient
    private let project: Project
    private let output: @Sendable (String) -> Void

    /// `output` gets what the builder prints, piece by piece, as it comes.
    package init(engine: EngineClient, project: Project, output: @escaping @Sendable (String) -> Void) {
        self.engine = engine
        self.project = project
        self.output = output
    }

    /// Builds and names the image, and returns its id; nil when the engine does not tell.
    ///
    /// - Throws: `StepError` when the section asks for what this builder cannot do (nothing is sent then), when a file
    ///   cannot be read, or with the builder's words when a step fails.
    @discardableResult
    package func build(
        _ build: Build,
        of service: Service,
        as reference: String,
        options: Options
    ) async throws -> String? {
        if let problem = Self.problems(of: build, service, project).first { throw StepError(problem.message) }
        var request = buildOptions(build, service, reference, options)
        let body = try context(build, service, &request)
        var imageID: String?
        for try await message in try await engine.buildImage(request, context: body, credentials: options.credentials) {
            if let text = message.text { output(text) }
            if let id = message.imageID { imageID = id }
            if let failure = message.failure {
                let code = message.failureCode.flatMap { $0 > 0 ? $0 : nil } ?? 1
                throw StepError(
                    "building image '\(reference)' of service '\(service.name)' failed: \(failure)",
                    exitCode: code
                )
            }
        }
        return imageID
    }

    // MARK: - The request

    private func buildOptions(
        _ build: Build,
        _ service: Service,
        _ reference: String,
        _ options: Options
    ) -> BuildOptions {
        var request = BuildOptions()
        request.tags = [reference] + build.tags
        for (name, value) in build.arguments {
            request.buildArguments[name] = .some(value ?? project.environment[name])
        }
        for (name, value) in options.arguments {
            request.buildArguments[name] = .some(value ?? project.environment[name])
        }
        request.labels = ImageLabels.of(build, service, project)
        request.target = build.target
        request.networkMode = build.network
        request.skipsCache = build.ignoresCache || options.skipsCache
        request.pullsBaseImages = build.pullsBase || options.pullsBaseImages
        request.extraHosts = build.extraHosts.map { "\($0.name):\($0.address)" }
        request.sharedMemorySize = build.sharedMemory?.bytes
        request.memory = options.memory
        request.cacheSources = build.cacheFrom
        request.platform = build.platforms.first ?? service.platform
        request.removesAlways = true
        request.ulimits = build.ulimits.map { name, limit in
            switch limit {
            case .single(let value): DockerEngine.Ulimit(name: name, soft: value, hard: value)
            case .range(let soft, let hard): DockerEngine.Ulimit(name: name, soft: soft, hard: hard)
            }
        }
        return request
    }

    // MARK: - The context

    private func context(_ build: Build, _ service: Service, _ request: inout BuildOptions) throws -> HTTPRequestBody {
        let root = build.context ?? project.workingDirectory
        guard !Self.isRemote(root) else {
            request.remote = root
            request.dockerfile = build.dockerfile
            return .none
        }
        var extras: [InjectedFiles.File] = []
        let dockerfile = try self.dockerfile(build, service, root, &extras)
        request.dockerfile = dockerfile
        let patterns = Self.ignorePatterns(root, dockerfile)
        let walk = try ContextWalk(root: root, patterns: patterns, keeping: [dockerfile, ".dockerignore"])
        return .stream(length: nil, ContextArchive(walk, extras: extras).source)
    }

    /// The Dockerfile's path in the context; one that is written in the compose file or lies elsewhere is added.
    private func dockerfile(
        _ build: Build,
        _ service: Service,
        _ root: String,
        _ extras: inout [InjectedFiles.File]
    ) throws -> String {
        let added = ".dockerfile.\(service.name)"
        if let text = build.inlineDockerfile {
            extras.append(InjectedFiles.File(path: added, content: Array(text.utf8), mode: 0o644, uid: 0, gid: 0))
            return added
        }
        let named = build.dockerfile ?? "Dockerfile"
        let path = named.hasPrefix("/") ? named : "\(root)/\(named)"
        guard let content = FileManager.default.contents(atPath: path) else {
            throw StepError(
                "Dockerfile '\(path)' of service '\(service.name)' cannot be read",
                evidence: ["named by build.dockerfile, or the default name in build.context"]
            )
        }
        if path.hasPrefix(root + "/"), !named.split(separator: "/").contains("..") {
            return String(path.dropFirst(root.count + 1))
        }
        extras.append(InjectedFiles.File(path: added, content: Array(content), mode: 0o644, uid: 0, gid: 0))
        return added
    }

    /// The Dockerfile's own ignore file wins over the context's.
    private static func ignorePatterns(_ root: String, _ dockerfile: String) -> IgnorePatterns {
        for name in ["\(dockerfile).dockerignore", ".dockerignore"] {
            if let content = FileManager.default.contents(atPath: "\(root)/\(name)") {
                return IgnorePatterns(String(decoding: content, as: UTF8.self))
            }
        }
        return IgnorePatterns("")
    }

    /// A context that the engine fetches by itself.
    static func isRemote(_ context: String) -> Bool {
        context.contains("://") || context.hasPrefix("git@") || context.hasPrefix("github.com/")
    }
}
