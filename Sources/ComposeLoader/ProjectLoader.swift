import ComposeModel
import Diagnostics
import OrderedCollections
import YAML

/// Makes a project of compose files and the environment.
package enum ProjectLoader {
    /// Finds, reads, merges, checks and decodes the files of a project.
    ///
    /// - Parameters:
    ///   - request: what is to be loaded.
    ///   - recordsProvenance: whether the result is to know where its values come from.
    /// - Returns: the project with what came up on the way.
    /// - Throws: everything that is wrong up to the first stage that cannot hand on a result.
    package static func load(
        _ request: LoadRequest,
        recordsProvenance: Bool = false
    ) throws(LoadFailure) -> LoadedProject {
        let session = LoadSession(request, recorder: recordsProvenance ? ProvenanceRecorder() : nil)
        var setup = try assemble(in: session)
        let files = try read(setup, in: session)
        let name = ProjectName.choose(for: files, setup, in: session)
        let nameOrigin = session.recorder.map { _ in ValueOrigin.ofName(setup, in: session) }
        if session.recorder != nil, setup.environment["COMPOSE_PROJECT_NAME"] != name {
            setup.variableSources["COMPOSE_PROJECT_NAME"] = .projectName
        }
        setup.environment["COMPOSE_PROJECT_NAME"] = name

        let tree = try model(of: files, named: name, setup, in: session)
        try session.throwIfErrors()
        let project = decode(tree, named: name, setup, in: session)
        try session.throwIfErrors()
        return LoadedProject(
            project: project,
            warnings: session.diagnostics,
            sources: session.texts.byName,
            tree: tree,
            provenance: session.recorder?.provenance(of: setup, nameOrigin: nameOrigin)
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
            // A remote file still has its own name here only when it could not be fetched.
            let local = RemoteResource.isRemote(path) ? session.localCopy(of: path) : path
            if let local, let file = session.composeFile(local) { files.append(file) }
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
        let scope = LoadScope(
            directory: setup.directory,
            environment: setup.environment,
            variableSources: setup.variableSources
        )
        let loader = ModelLoader(session, scope)
        let merged = loader.load(files)
        try session.throwIfErrors()
        guard var tree = merged, tree.asMapping?.entries.isEmpty == false else {
            session.error(
                "empty compose file",
                at: files.first.map { SourceLocation(file: $0.name, line: 1, column: 1) }
            )
            try session.throwIfErrors()
            preconditionFailure("an empty model is an error")
        }
        session.recorder?.take(tree, loader.history)
        DefaultValues.fill(&tree)
        if request.resolvesPaths {
            RelativePaths.resolve(&tree, base: setup.directory, home: setup.environment["HOME"])
        }
        if request.normalizes {
            let place = tree.asMapping?["name"]?.location ?? tree.location
            tree.editMapping { $0["name"] = .string(name, at: place) }
            Normalizer.normalize(&tree, projectName: name, environment: setup.environment)
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
            advise(on: project, in: session)
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

extension ProjectLoader {
    /// Advice on a project that is wrong would only stand in the way of what is wrong with it; advice on services that the
    /// command is not about, in its own way.
    private static func advise(on project: Project, in session: LoadSession) {
        guard session.request.advises, !session.hasErrors else { return }
        let facts = ProjectAdvice.Facts(
            pathExists: { LocalFile.resolved($0) != nil },
            text: { session.texts.rest(ofLineAt: $0) }
        )
        var subject = project
        if !session.request.targets.isEmpty {
            // A name that means no service is refused by whoever narrows the project down to it.
            let chosen = try? project.selecting(services: session.request.targets, includingDependencies: true)
            subject = chosen ?? project
        }
        session.collect { ProjectAdvice.give(on: subject, knowing: facts, into: &$0) }
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
