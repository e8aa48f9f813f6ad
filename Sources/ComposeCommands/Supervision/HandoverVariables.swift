internal import ComposeLoader
internal import ComposeModel
internal import OrderedCollections

/// Which of the caller's variables a project needs to be loaded again.
///
/// No others leave the command line: an environment is full of secrets that are nobody's business.
enum HandoverVariables {
    /// Those that decide how files are read, whatever is in them.
    private static let always = ["HOME", "COMPOSE_DISABLE_ENV_FILE", "COMPOSE_COMPATIBILITY"]

    /// Those of the process's environment that count.
    ///
    /// - `loaded`: with the texts of all files, those of env files included.
    static func of(_ loaded: LoadedProject, from environment: [String: String]) -> [String: String] {
        var names = Set(always)
        for text in loaded.sources.values { names.formUnion(substituted(in: text)) }
        let project = loaded.project
        for object in Array(project.secrets.values) + Array(project.configs.values) {
            if let name = object.environment { names.insert(name) }
        }
        for service in Array(project.services.values) + Array(project.disabledServices.values) {
            names.formUnion(inherited(service.environment, from: environment))
            if let build = service.build { names.formUnion(inherited(build.arguments, from: environment)) }
        }
        return environment.filter { names.contains($0.key) }
    }

    /// The variables that a file refers to.
    ///
    /// Line by line, since what is wrong in a comment must not hide what follows it.
    private static func substituted(in text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).flatMap { line in
            Substitution.variables(in: String(line)).map(\.name)
        }
    }

    /// The names that stand without a value, or with the value that they have for the caller.
    ///
    /// Once loaded the two look the same; what is handed over with the second is known from the project already.
    private static func inherited(
        _ variables: OrderedDictionary<String, String?>,
        from environment: [String: String]
    ) -> [String] {
        var names: [String] = []
        for (name, value) in variables {
            guard let own = environment[name] else { continue }
            if value == nil || value == own { names.append(name) }
        }
        return names
    }
}
