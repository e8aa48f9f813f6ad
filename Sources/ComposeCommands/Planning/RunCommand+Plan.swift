internal import ComposeModel
internal import ComposePlan
internal import OrderedCollections

/// `run` under `--dry-run`.
extension RunCommand {
    /// Prints what would be made ready for the command, and that it would be run then.
    func preview(_ open: OpenProject) async throws {
        let service = words[0]
        var open = open
        if noDeps {
            open.project.services[service]?.dependencies = [:]
            for (name, other) in open.project.services where name != service {
                open.project.disabledServices[name] = other
                open.project.services[name] = nil
            }
        }
        var request = ConvergeRequest()
        request.oneOff = service
        request.ignoresDependencies = noDeps
        request.pullPolicy = pull
        request.build = build ? .always : .whenMissing
        request.removesOrphans = removeOrphans
        request.ignoresOrphans = EnvironmentFlag.isOn(open.project.environment["COMPOSE_IGNORE_ORPHANS"])
        let command = words.dropFirst().joined(separator: " ")
        let what = command.isEmpty ? "its own command" : "'\(command)'"
        let survey = try await open.survey(.converge(request))
        try open.present(survey, notes: ["a one-off container of '\(service)' would run \(what.printable) after that"])
    }
}
