internal import ComposeModel
internal import ComposePlan
internal import OrderedCollections

/// Services that programs beside the engine provide.
extension StepRunner {
    func runProvider(_ name: String, _ verb: ProviderVerb, _ step: Step) async throws {
        guard let service = context.project.anyService(named: name), let provider = service.provider else {
            preconditionFailure("a plan asks for a service to be provided that no program provides")
        }
        guard let program = ProviderProgram.find(provider.type, context.project.environment) else {
            throw StepError(
                "provider '\(provider.type)' of service '\(name)' is not installed",
                evidence: [
                    "it may be a docker plugin called docker-\(provider.type), or a program called \(provider.type) in PATH"
                ]
            )
        }
        let metadata = try await program.metadata()
        if verb == .stop, metadata.stop == nil { return }
        let arguments = try metadata.arguments(for: verb, provider)
        let resource = ProgressEvent.Resource.service(name)
        context.progress(.init(resource, verb.working, .working))
        let progress = context.progress
        let definition = service.canonical(in: CanonicalForm(.json)).compactJSON
        let dialogue = ProviderDialogue(definition: definition) { news in
            progress(.init(resource, news, .working))
        }
        let ending = try await program.run(
            verb,
            name,
            project: context.project.name,
            arguments: arguments,
            dialogue
        )
        let words = "provider '\(provider.type)' of service '\(name)'"
        if let problem = dialogue.problem { throw StepError("\(words): \(problem)", evidence: ending.errors) }
        guard ending.status == 0 else {
            throw StepError("\(words) ended with status \(ending.status)", evidence: ending.errors)
        }
        if verb == .up { give(dialogue.variables, of: name) }
        context.progress(.init(resource, verb.done, .done))
    }

    /// Tells the services that depend on it directly how it is reached.
    private func give(_ variables: ProviderDialogue.Variables, of name: String) {
        var given = variables.raw
        for (key, value) in variables.prefixed { given["\(name.uppercased())_\(key)"] = value }
        for dependent in context.project.services.values where dependent.dependencies[name] != nil {
            for (key, value) in variables.raw.sorted(by: { $0.key < $1.key }) {
                guard let own = dependent.environment[key], own != value else { continue }
                let words = "replaces variable \(key) of service \(dependent.name)"
                context.progress(.init(.service(name), "Created", .warning, details: words))
            }
            context.provided.add(given, for: dependent.name)
        }
    }
}

extension ProviderVerb {
    fileprivate var working: String {
        switch self {
        case .up: "Creating"
        case .down: "Removing"
        case .stop: "Stopping"
        }
    }

    fileprivate var done: String {
        switch self {
        case .up: "Created"
        case .down: "Removed"
        case .stop: "Stopped"
        }
    }
}
