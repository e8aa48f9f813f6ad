import Diagnostics
import OrderedCollections
import YAML

/// Loading other models into a document before the document itself is laid over anything.
extension ModelLoader {
    /// How many files may include each other in a row; more can only be a mistake, such as a cycle through links.
    private static let maximumDepth = 100
    /// How many models may be included in all; files that include the next one twice double them at every step.
    private static let maximumCount = 1_000

    /// Loads what a document includes and puts it under what the document says itself.
    ///
    /// - Parameters:
    ///   - document: a document after substitution.
    ///   - file: the file it is from.
    ///   - resets: what the document takes out of what it includes.
    func include(into document: inout YAMLNode, of file: ComposeFile, _ resets: ResetPaths) {
        for entry in IncludeEntry.entries(of: document.asMapping?["include"]) {
            guard var imported = model(of: entry, includedBy: file) else { continue }
            resets.apply(to: &imported)
            importResources(of: imported, into: &document)
        }
    }

    /// The model that one entry stands for; nil when it cannot be read, which is then reported.
    private func model(of entry: IncludeEntry, includedBy file: ComposeFile) -> YAMLNode? {
        let paths = entry.paths.compactMap { localPath(of: $0, namedAt: entry.place) }
        guard paths.count == entry.paths.count else { return nil }
        let steps = scope.includes + [IncludeStep(path: file.path, name: file.name, place: entry.place)]
        guard let main = paths.first, accepts(main, after: steps) else { return nil }

        let directory = entry.projectDirectory.map { absolute($0) } ?? PathSyntax.directory(of: main)
        let environment = self.environment(of: entry, in: directory)
        let loader = ModelLoader(
            session,
            LoadScope(
                directory: directory,
                environment: environment.environment,
                includes: steps,
                variableSources: environment.sources
            )
        )
        var files: [ComposeFile] = []
        for path in paths {
            guard let included = session.composeFile(path, namedAt: entry.place) else { return nil }
            files.append(included)
        }
        guard let model = loader.load(files) else { return nil }
        documentHistory?.include(loader.history, at: entry.place)
        let bound = EnvironmentBinding.bind(DefaultValues.fill(model), to: loader.scope, in: session)
        return RelativePaths.resolve(
            bound,
            base: PathSyntax.relative(directory, from: scope.directory),
            home: scope.environment["HOME"]
        )
    }

    /// Whether a file may be included after those around it; if not, that is reported.
    private func accepts(_ path: String, after steps: [IncludeStep]) -> Bool {
        if let first = steps.firstIndex(where: { $0.path == path }) {
            let cycle = steps[first...]
            let chain = cycle.map(\.name) + [session.displayName(of: path)]
            let notes = zip(cycle, chain.dropFirst()).map { step, next in
                Diagnostic.Note("\(step.name) includes \(next)", at: step.place)
            }
            session.add([
                Diagnostic(
                    .error,
                    "include cycle detected: \(chain.joined(separator: " → "))",
                    path: "include",
                    at: steps.last?.place,
                    notes: notes
                )
            ])
            return false
        }
        session.includeCount += 1
        guard session.includeCount <= ModelLoader.maximumCount else {
            // Said once, for all the others come of the same.
            if session.includeCount == ModelLoader.maximumCount + 1 {
                session.error(
                    "more than \(ModelLoader.maximumCount) models are included",
                    path: "include",
                    at: steps.last?.place
                )
            }
            return false
        }
        guard steps.count <= ModelLoader.maximumDepth else {
            session.error(
                "includes are nested more than \(ModelLoader.maximumDepth) deep",
                path: "include",
                at: steps.last?.place
            )
            return false
        }
        return true
    }

    /// What variables of an included model are looked up in: what surrounds it goes before its own env files.
    private func environment(of entry: IncludeEntry, in directory: String) -> EnvironmentFiles {
        var files = EnvironmentFiles(
            session: session,
            environment: scope.environment,
            sources: scope.variableSources
        )
        if let named = entry.environmentFiles {
            files.read(named.filter { $0 != "/dev/null" }.map { absolute($0) }, namedAt: entry.place)
        } else {
            let file = PathSyntax.join(directory, ".env")
            if LocalFile.exists(file) { files.read([file]) }
        }
        return files
    }

    /// Adds the resources of an included model; one that the document has too is laid over the included one.
    private func importResources(of model: YAMLNode, into document: inout YAMLNode) {
        guard let imported = model.asMapping else { return }
        for section in ["services", "volumes", "networks", "secrets", "configs", "models"] {
            guard let entry = imported.entries[section], let resources = entry.value.asMapping else { continue }
            document.editMapping { mapping in
                if mapping[section]?.isNull ?? true {
                    mapping.entries[section] = entry
                } else {
                    mapping.edit(section) { own in
                        own.editMapping { importResources(resources, into: &$0, section) }
                    }
                }
            }
        }
    }

    private func importResources(_ resources: YAMLMapping, into own: inout YAMLMapping, _ section: String) {
        for (name, entry) in resources.entries {
            guard let override = own[name] else {
                own.entries[name] = entry
                continue
            }
            var merged = entry.value
            session.collect { Merger.merge(override, over: &merged, at: [section, name], into: &$0) }
            own[name] = merged
        }
    }
}
