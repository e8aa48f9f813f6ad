internal import ComposeLoader
internal import ComposeModel
internal import YAML

/// Loads a project with what is known of where its values come from, and makes a text of that.
struct OriginReader {
    private let options: ConfigCommand
    private let request: LoadRequest
    private let context: CommandContext

    init(_ options: ConfigCommand, _ request: LoadRequest, _ context: CommandContext) {
        self.options = options
        self.request = request
        self.context = context
    }

    /// The whole model in YAML, with a comment behind each value.
    func annotatedModel() throws -> String {
        let (project, provenance) = try load()
        let output = YAMLOutput(project.canonicalYAML, from: provenance.root)
        return Project.escapingVariables(in: YAMLEmitter.text(of: output))
    }

    /// All that was said about the value at a path.
    ///
    /// - Throws: `CommandFailure` when there is nothing at the path.
    func explanation(of path: String) throws -> String {
        let (project, provenance) = try load()
        let model = project.canonicalYAML
        guard let steps = ProvenancePath.steps(of: path, in: model, provenance) else {
            let nearest = ProvenancePath.nearest(to: path, in: model)
            throw CommandFailure(
                "there is nothing at '\(path)'",
                hint: nearest.map { "did you mean '\($0)'?" }
            )
        }
        return ExplanationText.of(provenance.explanation(of: steps), at: path)
    }

    private func load() throws -> (project: Project, provenance: Provenance) {
        let loaded = try context.load(
            request,
            choosing: ServiceChoice(options.services),
            resolvingEnvironment: !options.noEnvResolution,
            recordsProvenance: true
        )
        guard let provenance = loaded.provenance else { preconditionFailure("it was to be recorded") }
        return (project: loaded.project, provenance: provenance)
    }
}
