internal import ArgumentParser
internal import ComposeRuntime
internal import TerminalOutput

/// `swiftcompose ls`: the projects that have containers on the engine.
struct LsCommand: ComposeCommand {
    static let configuration: CommandConfiguration = .command("ls", "List running projects.")
    static let example = "swiftcompose ls --all"

    @Flag(name: .shortAndLong, help: "Show projects none of whose containers run, too.")
    var all = false

    @Option(help: ArgumentHelp("Show projects with this property, as name=shop.", valueName: "filter"))
    var filter: [String] = []

    @Option(help: ArgumentHelp("How to print: table or json.", valueName: "format"))
    var format = "table"

    @Flag(name: .shortAndLong, help: "Print names alone.")
    var quiet = false

    func validate() throws {
        for filter in filter {
            guard filter.hasPrefix("name=") else { throw ValidationError("invalid filter '\(filter)'") }
            guard (try? Regex(Self.pattern(filter))) != nil else {
                throw ValidationError("invalid filter '\(filter)': not a regular expression")
            }
        }
        guard ["table", "json"].contains(format) else {
            throw ValidationError("unsupported format \"\(format)\": one of table, json")
        }
    }

    func run(in context: CommandContext) async throws -> ExitStatus {
        let projects = try await ProjectListing.projects(on: context.engineClient(), all: all)
        let patterns = try filter.map { try Regex(Self.pattern($0)) }
        let shown = projects.filter { project in
            patterns.isEmpty || patterns.contains { project.name.firstMatch(of: $0) != nil }
        }
        context.output.show(text(shown))
        return .success
    }

    private static func pattern(_ filter: String) -> String { String(filter.dropFirst("name=".count)) }

    /// What is printed of the projects.
    func text(_ projects: [ListedProject]) -> String {
        if quiet { return projects.map { $0.name + "\n" }.joined() }
        if format == "json" { return JSONText.line(projects) }
        var table = Table(["NAME", "STATUS", "CONFIG FILES"], minimumWidth: 20)
        for project in projects { table.append([project.name, project.status, project.configFiles]) }
        return table.render()
    }
}
