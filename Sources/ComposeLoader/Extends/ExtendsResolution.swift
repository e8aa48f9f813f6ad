import Diagnostics
import OrderedCollections
import YAML

/// Merges the services of one file with those they extend.
///
/// Services are resolved depth first, and each once: a resolved service has no `extends` any more.
struct ExtendsResolution {
    /// How many services may extend each other in a row; following them takes stack.
    private static let maximumDepth = 100

    private let loader: ModelLoader
    private let file: ComposeFileName
    /// What the file takes out of the services that its own extend.
    private let resets: ResetPaths
    private(set) var services: YAMLMapping
    /// What was said about the services; nil when that is not recorded.
    private(set) var history: ProvenanceHistory?

    init(
        _ services: YAMLMapping,
        of file: ComposeFileName,
        resets: ResetPaths,
        history: ProvenanceHistory?,
        loader: ModelLoader
    ) {
        self.services = services
        self.file = file
        self.resets = resets
        self.history = history
        self.loader = loader
    }

    /// Resolves every service.
    mutating func resolveAll() {
        for name in Array(services.entries.keys) { resolve(name, after: []) }
    }

    /// The resolved service; nil when there is none of that name, or its bases cannot be found, which is then reported.
    mutating func resolved(_ name: String, after steps: [ExtendsStep]) -> YAMLNode? {
        resolve(name, after: steps) ? services[name] : nil
    }

    /// False when a base is missing or there is a cycle, which is then reported.
    @discardableResult
    private mutating func resolve(_ name: String, after steps: [ExtendsStep]) -> Bool {
        guard let service = services[name], let node = service.asMapping?["extends"], !node.isNull else { return true }
        let reference = loader.session.collect { ExtendsReference.read(node, of: name, into: &$0) }
        guard let reference else {
            services.edit(name) { $0.editMapping { $0["extends"] = nil } }
            return false
        }
        let step = ExtendsStep(file: file, service: name, place: reference.place)
        if let first = steps.firstIndex(where: { $0.file == file && $0.service == name }) {
            loader.session.add([.circularExtends(Array(steps[first...]), backTo: step)])
            return false
        }
        guard steps.count < Self.maximumDepth else {
            loader.session.error(
                "services extend each other more than \(Self.maximumDepth) deep",
                path: "services.\(name).extends",
                at: reference.place
            )
            return false
        }
        let base = self.base(of: reference, after: steps + [step])
        // Gone whatever came of it, so that a base that cannot be found is reported once.
        services.edit(name) { $0.editMapping { $0["extends"] = nil } }
        guard let base else { return false }
        var merged = base.node
        guard !merged.isNull else { return true }
        history?.extend(name, with: base.history, of: reference)
        resets.apply(below: ["services", name], to: &merged)
        guard let override = services[name] else { return false }
        loader.session.collect { Merger.merge(override, over: &merged, at: ["services", name], into: &$0) }
        services[name] = merged
        return true
    }

    private struct Base {
        var node: YAMLNode
        /// What was said about it and the services beside it; nil when that is not recorded.
        var history: ProvenanceHistory?
    }

    /// The resolved base; nil when it cannot be found, which is then reported.
    private mutating func base(of reference: ExtendsReference, after steps: [ExtendsStep]) -> Base? {
        guard let name = reference.file else {
            guard services[reference.service] != nil else {
                reportMissing(reference, after: steps, among: services, in: file)
                return nil
            }
            guard let node = resolved(reference.service, after: steps) else { return nil }
            return Base(node: node, history: history)
        }
        guard let path = loader.localPath(of: name, namedAt: reference.place),
            let extended = loader.extendedFile(path, namedAt: reference.place)
        else { return nil }
        guard extended.services.entries[reference.service] != nil else {
            reportMissing(reference, after: steps, among: extended.services, in: extended.file)
            return nil
        }
        var others = ExtendsResolution(
            extended.services,
            of: extended.file,
            resets: extended.resets,
            history: extended.history,
            loader: loader
        )
        guard let node = others.resolved(reference.service, after: steps) else { return nil }
        return Base(node: node, history: others.history)
    }

    private func reportMissing(
        _ reference: ExtendsReference,
        after steps: [ExtendsStep],
        among services: YAMLMapping,
        in place: ComposeFileName
    ) {
        let name = steps.last?.service ?? ""
        let problem =
            services.entries.isEmpty
            ? "\(place.name) has no services" : "there is no service '\(reference.service)' in \(place.name)"
        let isMistyped = loader.session.count < 100
        let near = isMistyped ? nearestName(to: reference.service, among: services.entries.keys) : nil
        loader.session.error(
            "cannot extend service '\(name)': \(problem)",
            path: "services.\(name).extends",
            at: reference.place,
            hint: near.map { "did you mean '\($0)'?" }
        )
    }
}

extension Diagnostic {
    /// A cycle of services, each of which extends the next, and the first of them again.
    fileprivate static func circularExtends(_ steps: [ExtendsStep], backTo last: ExtendsStep) -> Diagnostic {
        let names = (steps + [last]).map { "'\($0.service)'" }
        let targets = Array(steps.dropFirst()) + [last]
        let notes = zip(steps, targets).map { step, next in
            Diagnostic.Note("'\(step.service)' extends '\(next.service)' in \(next.file.name)", at: step.place)
        }
        return Diagnostic(
            .error,
            "services extend each other in a circle: \(names.joined(separator: " → "))",
            path: "services.\(last.service).extends",
            at: steps.last?.place,
            notes: notes
        )
    }
}
