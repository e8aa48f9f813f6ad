import Diagnostics
import OrderedCollections
import YAML

/// Merges the services of one file with those they extend.
///
/// Services are resolved depth first, and each once: a resolved service has no `extends` any more.
struct ExtendsResolution {
    private let loader: ModelLoader
    private let file: ComposeFileName
    /// What the file takes out of the services that its own extend.
    private let resets: ResetPaths
    private(set) var services: YAMLMapping

    init(_ services: YAMLMapping, of file: ComposeFileName, resets: ResetPaths, loader: ModelLoader) {
        self.services = services
        self.file = file
        self.resets = resets
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
        let base = self.base(of: reference, after: steps + [step])
        // Gone whatever came of it, so that a base that cannot be found is reported once.
        services.edit(name) { $0.editMapping { $0["extends"] = nil } }
        guard var merged = base else { return false }
        guard !merged.isNull else { return true }
        resets.apply(below: ["services", name], to: &merged)
        guard let override = services[name] else { return false }
        loader.session.collect { Merger.merge(override, over: &merged, at: ["services", name], into: &$0) }
        services[name] = merged
        return true
    }

    /// The resolved base; nil when it cannot be found, which is then reported.
    private mutating func base(of reference: ExtendsReference, after steps: [ExtendsStep]) -> YAMLNode? {
        guard let name = reference.file else {
            guard services[reference.service] != nil else {
                reportMissing(reference, after: steps, among: services, in: file)
                return nil
            }
            return resolved(reference.service, after: steps)
        }
        guard !RemoteResource.isRemote(name) else {
            loader.session.add([RemoteResource.unsupported(name, at: reference.place)])
            return nil
        }
        guard let extended = loader.extendedFile(loader.absolute(name), namedAt: reference.place) else { return nil }
        guard extended.services.entries[reference.service] != nil else {
            reportMissing(reference, after: steps, among: extended.services, in: extended.file)
            return nil
        }
        var others = ExtendsResolution(extended.services, of: extended.file, resets: extended.resets, loader: loader)
        return others.resolved(reference.service, after: steps)
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
        let near = nearestName(to: reference.service, among: services.entries.keys)
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
