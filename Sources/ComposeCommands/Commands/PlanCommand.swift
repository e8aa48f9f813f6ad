internal import ArgumentParser
internal import ComposeModel
internal import ComposePlan
internal import ComposeRuntime
internal import TerminalOutput

/// `swiftcompose plan`: what another command would do, with the reasons; does none of it.
struct PlanCommand: ComposeCommand {
    static let configuration: CommandConfiguration = .command(
        "plan",
        "Show what a command would do and why; ends with 2 when there is something to do."
    )
    static let example = "swiftcompose plan up --force-recreate web"

    @Flag(help: "Print one object for programs.")
    var json = false

    @Flag(help: "Print a graph for Graphviz.")
    var dot = false

    @Argument(
        parsing: .captureForPassthrough,
        help: ArgumentHelp(
            "The command with its options and services, as in 'down --volumes'; 'up' when none is named.",
            valueName: "command"
        )
    )
    var words: [String] = []

    mutating func validate() throws {
        takeOwnFlags()
        if json, dot { throw ValidationError("--json and --dot cannot be combined") }
        _ = try planned()
    }

    /// Takes the options of `plan` out of the words of the other command, behind which they may stand.
    ///
    /// A dry run is what it is anyway.
    private mutating func takeOwnFlags() {
        let end = words.firstIndex(of: "--") ?? words.endIndex
        let own = words[..<end]
        if own.contains("--json") { json = true }
        if own.contains("--dot") { dot = true }
        words = own.filter { !["--json", "--dot", "--dry-run"].contains($0) } + words[end...]
    }

    /// The command that is planned.
    ///
    /// - Throws: `ValidationError` for one that has no plan and for wrong options; `CleanExit` when help is asked for.
    func planned() throws -> any PlannedCommand {
        guard let name = words.first, let type = CommandList.command(named: name) else {
            return try Self.read(UpCommand.self, words)
        }
        guard let planned = type as? any PlannedCommand.Type else {
            throw ValidationError("'\(name)' has no plan; a service of that name is planned by 'plan up \(name)'")
        }
        return try Self.read(planned, Array(words.dropFirst()))
    }

    private static func read<Command: PlannedCommand>(
        _ type: Command.Type,
        _ words: [String]
    ) throws -> any PlannedCommand {
        do {
            return try type.parse(OptionalValues.writtenOut(words, for: type))
        } catch {
            guard !type.exitCode(for: error).isSuccess else { throw CleanExit.helpRequest() }
            throw ValidationError(type.message(for: error))
        }
    }

    func run(in context: CommandContext) async throws -> ExitStatus {
        let command = try planned()
        let work = try await command.plannedWork(in: context)
        let survey = try await work.open.survey(work.intent)
        let project = work.open.project.name
        let verb = type(of: command)._commandName
        if json {
            try context.output.write(JSONText.line(PlanDocument(survey, project: project, verb: verb)))
            try work.open.refuse(survey)
        } else if dot {
            try work.open.refuse(survey)
            work.open.warn(of: survey)
            try context.output.write(PlanGraph(survey.plan, title: "\(verb) \(project)").render())
        } else {
            try work.open.present(survey)
        }
        return survey.plan.hasChanges ? .changes : .success
    }
}

extension ExitStatus {
    /// A plan that was only shown has something to do.
    static let changes = ExitStatus.container(2)
}
