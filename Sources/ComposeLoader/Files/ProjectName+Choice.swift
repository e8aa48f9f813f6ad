import Diagnostics
import OrderedCollections
import YAML

extension ProjectName {
    /// The name of the project: given, from the environment, written in a file, or that of the directory, in this order.
    ///
    /// A name that is no valid one is reported.
    static func choose(for files: [ComposeFile], _ setup: ProjectSetup, in session: LoadSession) -> String {
        let outright = [
            (session.request.projectName, "--project-name"),
            (setup.environment["COMPOSE_PROJECT_NAME"], "COMPOSE_PROJECT_NAME"),
        ]
        for (name, origin) in outright {
            guard let name, !name.isEmpty else { continue }
            if let fault = problem(with: name, from: origin) { session.add([fault]) }
            return name
        }
        if let written = written(in: files, setup, session) { return written }

        let directoryName = PathSyntax.name(of: setup.directory)
        let name = normalized(directoryName)
        if name.isEmpty {
            session.error(
                "project name must not be empty, and '\(setup.directory)' does not make one",
                hint: "name the project with -p, or with 'name:' in the compose file"
            )
        } else if let resolved = LocalFile.resolved(setup.directory), PathSyntax.name(of: resolved) != directoryName {
            let message = "the project directory is a symbolic link: the project takes its name from it, '\(name)'"
            session.add([Diagnostic(.warning, message, hint: "name the project with -p, or with 'name:'")])
        }
        return name
    }

    /// The last `name` that any document gives; nil when none does.
    private static func written(in files: [ComposeFile], _ setup: ProjectSetup, _ session: LoadSession) -> String? {
        let names = files.flatMap(\.documents).compactMap { $0.asMapping?["name"] }
        guard let last = names.last(where: { $0.asString.map { !$0.isEmpty } ?? false }) else { return nil }
        var holder = YAMLNode.mapping([("name", last)], at: last.location)
        if session.request.interpolates {
            var interpolator = Interpolator(environment: setup.environment, texts: session.texts)
            interpolator.interpolate(&holder)
            session.add(interpolator.collector.diagnostics)
        }
        let text = holder.asMapping?["name"]?.asString ?? ""
        let name = session.request.normalizes ? normalized(text) : text
        if name.isEmpty {
            session.error("project name must not be empty", path: "name", at: last.location)
        }
        return name
    }
}
