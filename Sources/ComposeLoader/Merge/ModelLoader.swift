import Diagnostics
import OrderedCollections
import YAML

/// Makes one tree of the files of a model, laying each document over those before it.
///
/// Goes on after a problem where it can. The session then has it, and the tree must not be used further.
final class ModelLoader {
    let session: LoadSession
    let scope: LoadScope
    /// By absolute path; nil for one that could not be read, which was reported then.
    private var extendedFiles: [String: ExtendedFile?] = [:]
    /// What was said about the model so far; nil when that is not recorded.
    private(set) var history: ProvenanceHistory?
    /// What the document that is being laid says, and what it includes and extends.
    var documentHistory: ProvenanceHistory?

    init(_ session: LoadSession, _ scope: LoadScope) {
        self.session = session
        self.scope = scope
        if session.recorder != nil { history = ProvenanceHistory() }
    }

    /// How many documents a file may hold; each is laid over and checked with all before it.
    private static let maximumDocuments = 500

    /// The merged tree with every short form written out; nil when no document says anything.
    func load(_ files: [ComposeFile]) -> YAMLNode? {
        var model: YAMLNode?
        for file in files {
            guard file.documents.count <= Self.maximumDocuments else {
                session.error(
                    "the file has \(file.documents.count) documents, more than the \(Self.maximumDocuments) that are read",
                    at: SourceLocation(file: file.name, line: 1, column: 1)
                )
                continue
            }
            for document in file.documents { lay(document, of: file, over: &model) }
        }
        return model
    }

    /// A file from which services are extended: its own includes and extensions do not count, and nothing checks it.
    func extendedFile(_ path: String, namedAt place: SourceLocation) -> ExtendedFile? {
        if let known = extendedFiles[path] { return known }
        let loaded = loadExtendedFile(path, namedAt: place)
        extendedFiles.updateValue(loaded, forKey: path)
        return loaded
    }

    /// The absolute path of a file that a compose file of this model names.
    func absolute(_ path: String) -> String {
        let expanded = PathSyntax.expandingHome(path, home: scope.environment["HOME"])
        return PathSyntax.absolute(expanded, in: scope.directory)
    }
}

/// A file that services are extended from.
struct ExtendedFile {
    var file: ComposeFileName
    /// With paths from the directory of the model that extends them; they may extend others in turn.
    var services: YAMLMapping
    /// What the last document of the file is tagged to take out of the services that its own extend.
    var resets: ResetPaths
    /// What the file says about them; nil when that is not recorded.
    var history: ProvenanceHistory?
}

extension ModelLoader {
    /// Lays one document over the model of those before it.
    private func lay(_ document: YAMLNode, of file: ComposeFile, over model: inout YAMLNode?) {
        guard var document = mapping(document) else { return }
        let resets = ResetPaths(removingFrom: &document)
        interpolate(&document)
        documentHistory = history.map { _ in ProvenanceHistory(document, resets) }
        include(into: &document, of: file, resets)
        extend(&document, of: file, resets)
        if let documentHistory { history?.append(documentHistory) }
        merge(&document, over: &model, resets)
        check(&document)
        writeOut(&document)
        model = document
    }

    private func loadExtendedFile(_ path: String, namedAt place: SourceLocation) -> ExtendedFile? {
        guard let file = session.composeFile(path, namedAt: place) else { return nil }
        var model: YAMLNode?
        var resets = ResetPaths()
        var history = session.recorder.map { _ in ProvenanceHistory() }
        for document in file.documents {
            guard var document = mapping(document) else { continue }
            resets = ResetPaths(removingFrom: &document)
            interpolate(&document)
            history?.append(ProvenanceHistory(document, resets))
            merge(&document, over: &model, resets)
            writeOut(&document)
            model = document
        }
        let directory = PathSyntax.directory(of: path)
        if directory != scope.directory, let tree = model {
            model = RelativePaths.resolve(
                tree,
                base: PathSyntax.relative(directory, from: scope.directory),
                home: scope.environment["HOME"]
            )
        }
        let services = model?.asMapping?["services"]?.asMapping ?? YAMLMapping()
        let name = ComposeFileName(path: path, name: file.name)
        return ExtendedFile(file: name, services: services, resets: resets, history: history)
    }

    /// A document that is a mapping; nil for an empty one and for anything else, which is reported.
    private func mapping(_ document: YAMLNode) -> YAMLNode? {
        if document.kind == .mapping { return document }
        if !document.isNull {
            session.error(
                "top-level object must be a mapping, and this is \(document.kind.noun)",
                at: document.location,
                hint: "begin with 'services:'"
            )
        }
        return nil
    }

    private func interpolate(_ document: inout YAMLNode) {
        guard session.request.interpolates else { return }
        var interpolator = Interpolator(
            environment: scope.environment,
            texts: session.texts,
            recorder: session.recorder,
            sources: scope.variableSources
        )
        interpolator.interpolate(&document)
        session.add(interpolator.collector.diagnostics)
    }

    private func extend(_ document: inout YAMLNode, of file: ComposeFile, _ resets: ResetPaths) {
        guard let services = document.asMapping?["services"]?.asMapping,
            services.entries.values.contains(where: { $0.value.asMapping?["extends"] != nil })
        else { return }
        let name = ComposeFileName(path: file.path, name: file.name)
        var resolution = ExtendsResolution(
            services,
            of: name,
            resets: resets,
            history: documentHistory,
            loader: self
        )
        resolution.resolveAll()
        documentHistory = resolution.history
        let resolved = resolution.services
        document.editMapping { mapping in
            mapping.edit("services") { $0.value = .mapping(resolved) }
        }
    }

    /// Makes a document the merged model of itself and those before it.
    private func merge(_ document: inout YAMLNode, over model: inout YAMLNode?, _ resets: ResetPaths) {
        if var earlier = model {
            model = nil
            resets.apply(to: &earlier)
            session.collect { Merger.merge(document, over: &earlier, into: &$0) }
            document = earlier
        }
        Unicity.enforce(&document)
    }

    /// Checks the merged model and drops what only counts in the file that says it.
    private func check(_ model: inout YAMLNode) {
        session.collect { SchemaCheck.check(model, isLenient: !session.request.interpolates, into: &$0) }
        model.editMapping { mapping in
            mapping["include"] = nil
            guard let version = mapping.entries.removeValue(forKey: "version") else { return }
            session.add([
                Diagnostic(
                    .warning,
                    "the attribute 'version' is obsolete and is ignored",
                    path: "version",
                    at: version.keyLocation,
                    hint: "remove it to avoid confusion"
                )
            ])
        }
    }

    /// Writes short forms out, which may show that two of them mean the same.
    private func writeOut(_ model: inout YAMLNode) {
        session.collect { ShortForms.expand(&model, isLenient: !session.request.interpolates, into: &$0) }
        Unicity.enforce(&model)
    }
}
