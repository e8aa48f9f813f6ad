import ComposeModel
import Diagnostics
import OrderedCollections
import YAML

/// Makes a project of compose files and the environment.
package enum ProjectLoader {
    /// Finds, reads, merges, checks and decodes the files of a project.
    ///
    /// - Throws: everything that is wrong up to the first stage that cannot hand on a result.
    package static func load(_ request: LoadRequest) throws(LoadFailure) -> LoadedProject {
        let session = LoadSession(request)
        var setup = try assemble(in: session)
        let files = try read(setup, in: session)
        let name = ProjectName.choose(for: files, setup, in: session)
        setup.environment["COMPOSE_PROJECT_NAME"] = name

        let tree = try model(of: files, named: name, setup, in: session)
        try session.throwIfErrors()
        let project = decode(tree, named: name, setup, in: session)
        try session.throwIfErrors()
        return LoadedProject(
            project: project,
            warnings: session.diagnostics,
            sources: session.texts.byName,
            tree: tree
        )
    }

    private static func assemble(in session: LoadSession) throws(LoadFailure) -> ProjectSetup {
        let setup = ProjectSetup.assemble(in: session)
        try session.throwIfErrors()
        guard let setup else { preconditionFailure("a project without files is an error") }
        return setup
    }

    private static func read(_ setup: ProjectSetup, in session: LoadSession) throws(LoadFailure) -> [ComposeFile] {
        var files: [ComposeFile] = []
        for path in setup.files {
            if RemoteResource.isRemote(path) {
                session.add([RemoteResource.unsupported(path)])
            } else if let file = session.composeFile(path) {
                files.append(file)
            }
        }
        try session.throwIfErrors()
        return files
    }

    /// The merged tree with everything written out that the request asks for.
    private static func model(
        of files: [ComposeFile],
        named name: String,
        _ setup: ProjectSetup,
        in session: LoadSession
    ) throws(LoadFailure) -> YAMLNode {
        let request = session.request
        let scope = LoadScope(directory: setup.directory, environment: setup.environment)
        let merged = ModelLoader(session, scope).load(files)
        try session.throwIfErrors()
        guard var tree = merged, tree.asMapping?.entries.isEmpty == false else {
            session.error(
                "empty compose file",
                at: files.first.map { SourceLocation(file: $0.name, line: 1, column: 1) }
            )
            try session.throwIfErrors()
            preconditionFailure("an empty model is an error")
        }
        tree = DefaultValues.fill(tree)
        if request.resolvesPaths {
            tree = RelativePaths.resolve(tree, base: setup.directory, home: setup.environment["HOME"])
        }
        if request.normalizes {
            let place = tree.asMapping?["name"]?.location ?? tree.location
            tree.editMapping { $0["name"] = .string(name, at: place) }
            tree = Normalizer.normalize(tree, projectName: name, environment: setup.environment)
        }
        return tree
    }
}

extension ProjectLoader {
    private static func decode(
        _ tree: YAMLNode,
        named name: String,
        _ setup: ProjectSetup,
        in session: LoadSession
    ) -> Project {
        let isLenient = !session.request.interpolates
        var project = Project(name: name, workingDirectory: setup.directory, composeFiles: setup.files)
        project.environmentFiles = setup.environmentFiles
        project.environment = setup.environment
        session.collect { ProjectDecoder.decode(tree, isLenient: isLenient, into: &project, collector: &$0) }
        guard !session.hasErrors else { return project }
        project.takeContents(session.includedContents)
        ProjectSelection.applyProfiles(setup.profiles, to: &project)
        project = project.enabling(services: session.request.targets)
        // Values that still hold variables name nothing that could be checked or read.
        if !isLenient { complete(&project, in: session) }
        return project
    }

    /// Checks what refers to what, and reads the files of variables that services name.
    private static func complete(_ project: inout Project, in session: LoadSession) {
        if session.request.checksConsistency {
            session.collect { ConsistencyCheck.check(project, into: &$0) }
        }
        guard session.request.resolvesEnvironment else { return }
        session.collect { collector in
            ServiceEnvironment.resolve(
                &project,
                readFile: { (path: String) throws(LocalFile.Problem) -> [UInt8] in
                    let bytes = try LocalFile.read(path)
                    session.texts[session.displayName(of: path)] = String(decoding: bytes, as: UTF8.self)
                    return bytes
                },
                nameOf: { session.displayName(of: $0) },
                into: &collector
            )
        }
    }
}

extension Project {
    /// Gives the secrets and configs of included models what only their own environment holds for them.
    fileprivate mutating func takeContents(_ contents: [String: IncludedContent]) {
        guard !contents.isEmpty else { return }
        for (name, secret) in secrets {
            guard let included = contents["secrets.\(name)"], included.variable == secret.environment else { continue }
            secrets[name]?.content = included.value
        }
        for (name, config) in configs {
            guard let included = contents["configs.\(name)"], included.variable == config.environment else { continue }
            configs[name]?.content = included.value
        }
    }
}
