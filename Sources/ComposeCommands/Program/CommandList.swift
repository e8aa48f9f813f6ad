internal import ArgumentParser

/// Every command of the program, grouped as the help lists them; a new command is added here and nowhere else.
enum CommandList {
    struct Group: Sendable {
        var name: String
        var commands: [any ComposeCommand.Type]
    }

    static let groups: [Group] = [
        Group(
            name: "Lifecycle",
            commands: [
                UpCommand.self, DownCommand.self, CreateCommand.self, StartCommand.self, StopCommand.self,
                RestartCommand.self, ScaleCommand.self, PauseCommand.self, UnpauseCommand.self, KillCommand.self,
                RmCommand.self, WithCommand.self,
            ]
        ),
        Group(
            name: "Containers",
            commands: [PsCommand.self, LogsCommand.self, ExecCommand.self, RunCommand.self, WaitCommand.self]
        ),
        Group(
            name: "Supervision",
            commands: [
                SuperviseCommand.self, ReleaseCommand.self, StatusCommand.self, IncidentsCommand.self,
                ExplainCommand.self, TimelineCommand.self, DaemonCommand.self,
            ]
        ),
        Group(name: "Images", commands: [BuildCommand.self]),
        Group(name: "Project", commands: [PlanCommand.self, ConfigCommand.self, LsCommand.self, VersionCommand.self]),
    ]

    /// Those that the program itself starts, which no help shows.
    static let hidden: [any ComposeCommand.Type] = [WithGuardCommand.self]

    static var names: [String] { groups.flatMap(\.commands).map { $0._commandName } }

    /// nil when there is no such command.
    static func command(named name: String) -> (any ComposeCommand.Type)? {
        (groups.flatMap(\.commands) + hidden).first {
            $0._commandName == name || $0.configuration.aliases.contains(name)
        }
    }
}
