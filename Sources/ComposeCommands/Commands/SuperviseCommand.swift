internal import ArgumentParser
internal import ComposeModel
internal import ComposePlan
internal import ControlProtocol
internal import DockerEngine
internal import OrderedCollections
internal import TerminalOutput

/// `swiftcompose supervise`: a project comes into the daemon's care as it is declared.
struct SuperviseCommand: ComposeCommand {
    static let configuration: CommandConfiguration = .command(
        "supervise",
        "Leave a project in the daemon's care, which keeps it as it is declared."
    )
    static let example = "swiftcompose supervise --lease 2h shop"

    @OptionGroup
    var lease: LeaseOptions

    @Argument(
        help: ArgumentHelp(
            "The project, read from the files that its containers name; that of the files here when none is named.",
            valueName: "project"
        )
    )
    var project: String?

    func run(in context: CommandContext) async throws -> ExitStatus {
        var context = context
        if let project { context = try await context.aimed(at: project.lowercased()) }
        let open = try context.openProject(ServiceChoice(keepsAllResources: true))
        guard !open.project.services.isEmpty else {
            throw CommandFailure("no service selected", hint: "enable one with --profile")
        }
        switch await open.daemonSight() {
        case .absent(let failure), .unusable(let failure): throw failure
        case .present(let client, let status):
            let draft = try open.handoverDraft(status)
            // What the user has stopped under the daemon's eyes stays so.
            let services: Set<String> = status == nil ? Set(open.project.services.keys) : []
            let handover = draft.handover(
                after: HandoverDraft.Work(services: services, starts: true),
                status: status,
                running: Set(open.project.services.keys),
                lease: try lease.request?.lease()
            )
            try await client.take(handover)
        }
        context.errors.show("project '\(open.project.name)' is in the daemon's care\n")
        return .success
    }
}

extension CommandContext {
    /// The context in which the files of a project are loaded that has containers: those that their labels name.
    ///
    /// - Throws: `CommandFailure` when no container of the project tells of its files.
    fileprivate func aimed(at project: String) async throws -> CommandContext {
        let filters: EngineFilters = ["label": ["\(ComposeLabel.project)=\(project)", ComposeLabel.configHash]]
        let containers = try await engineClient().listContainers(all: true, filters: filters)
        guard let labels = containers.map(\.labels).first(where: { $0[ComposeLabel.configFiles]?.isEmpty == false })
        else {
            throw CommandFailure(
                "no container found for project \"\(project)\" that tells of its files",
                hint: "name the files with -f, and leave the project's name out"
            )
        }
        var globals = self.globals
        globals.projectName = project
        globals.files = Self.list(labels[ComposeLabel.configFiles])
        globals.projectDirectory = labels[ComposeLabel.workingDirectory]
        globals.workdir = nil
        let environmentFiles = Self.list(labels[ComposeLabel.environmentFile])
        if !environmentFiles.isEmpty { globals.environmentFiles = environmentFiles }
        return CommandContext(globals, surroundings)
    }

    private static func list(_ label: String?) -> [String] { (label ?? "").split(separator: ",").map { String($0) } }
}
