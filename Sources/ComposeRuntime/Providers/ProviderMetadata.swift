internal import ComposeModel
internal import ComposePlan
internal import FoundationEssentials
internal import OrderedCollections

/// What a program that provides services says of itself when it is asked for `metadata`; all of it is optional.
struct ProviderMetadata: Sendable, Equatable, Decodable {
    struct Verb: Sendable, Equatable, Decodable {
        var parameters: [Parameter]?
    }

    struct Parameter: Sendable, Equatable, Decodable {
        var name: String
        var required: Bool?
    }

    var description: String?
    var up: Verb?
    var down: Verb?
    /// nil for a program that is not to be asked to stop.
    var stop: Verb?

    init() {}

    /// What the program printed; says nothing where that is no metadata, as with programs that know no such verb.
    init(output: [String]) {
        do {
            self = try JSONDecoder().decode(ProviderMetadata.self, from: Data(output.joined(separator: "\n").utf8))
        } catch {
            self.init()
        }
    }

    /// The options of a service that the program takes for a verb, as arguments: all of them when it does not say.
    ///
    /// - Throws: `StepError` for an option that it needs and the service does not have.
    func arguments(for verb: ProviderVerb, _ provider: ServiceProvider) throws -> [String] {
        let known = self[verb]?.parameters ?? []
        for parameter in known where parameter.required == true && provider.options[parameter.name] == nil {
            throw StepError(
                "provider '\(provider.type)' needs the option '\(parameter.name)'",
                evidence: ["add it to 'provider.options'"]
            )
        }
        let names = Set(known.map(\.name))
        var arguments: [String] = []
        for (name, values) in provider.options where isSilent || names.contains(name) {
            arguments += values.map { "--\(name)=\($0)" }
        }
        return arguments
    }

    private subscript(verb: ProviderVerb) -> Verb? {
        switch verb {
        case .up: up
        case .down: down
        case .stop: stop
        }
    }

    private var isSilent: Bool {
        (description ?? "").isEmpty && up?.parameters == nil && down?.parameters == nil
    }
}
