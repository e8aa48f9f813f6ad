internal import ArgumentParser
internal import ControlProtocol
internal import TerminalOutput

/// `swiftcompose explain`: why a service in the daemon's care is as it is.
struct ExplainCommand: ComposeCommand {
    static let configuration: CommandConfiguration = .command(
        "explain",
        "Tell why a service in the daemon's care is as it is, and by which rules."
    )
    static let example = "swiftcompose explain web"

    @Flag(help: "Print one object for programs.")
    var json = false

    @Argument(help: ArgumentHelp("The service.", valueName: "service"))
    var service: String

    func run(in context: CommandContext) async throws -> ExitStatus {
        let client = try context.daemon()
        let project = try context.projectName(nil)
        let explanation = try await client.explanation(of: service, in: project)
        let text =
            json
            ? JSONText.line(explanation)
            : ServiceExplanationText(explanation: explanation, now: MomentText.now).render()
        try context.output.write(text)
        return .success
    }
}
