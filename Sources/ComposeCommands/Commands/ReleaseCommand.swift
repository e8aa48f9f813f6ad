internal import ArgumentParser
internal import ComposeModel
internal import TerminalOutput

/// `swiftcompose release`: a project leaves the daemon's care, and runs on by the engine's own rules.
struct ReleaseCommand: ComposeCommand {
    static let configuration: CommandConfiguration = .command(
        "release",
        "Take a project out of the daemon's care; its containers run on."
    )
    static let example = "swiftcompose release shop"

    @Argument(help: ArgumentHelp("The project; that of the files here when none is named.", valueName: "project"))
    var project: String?

    func run(in context: CommandContext) async throws -> ExitStatus {
        let client = try context.daemon()
        let name = try context.projectName(project)
        guard try await client.release(name) else { throw CommandFailure.notInCare(name) }
        context.errors.show("project '\(name)' is no longer in the daemon's care\n")
        return .success
    }
}
