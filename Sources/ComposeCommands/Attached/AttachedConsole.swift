internal import ComposeModel
internal import ComposePlan
internal import ComposeRuntime
internal import OrderedCollections
internal import Synchronization
internal import TerminalOutput

/// Shows what happens while `up` is attached: lines of containers with their names, and their ends.
///
/// Containers' standard output goes to standard output, their errors to standard error, as does what the program itself
/// has to say.
final class AttachedConsole: Sendable {
    private let context: CommandContext
    private let options: AttachOptions
    private let project: String
    private let prefixer: LogPrefixer
    private let progress: AttachedProgress
    private let isColoured: Bool
    /// Where notices of the program go.
    private let notices: FileOutput
    /// The line that names the containers, until it is printed.
    private let greeting: Mutex<String?>

    init(_ open: OpenProject, _ options: AttachOptions, _ shown: Set<String>, _ progress: AttachedProgress) {
        context = open.context
        self.options = options
        self.progress = progress
        project = open.project.name
        let isColoured = open.settings.coloursOutput && !options.noColor
        self.isColoured = isColoured
        let statusOnOutput = EnvironmentFlag.isOn(open.context.environment["COMPOSE_STATUS_STDOUT"])
        notices = statusOnOutput ? open.context.output : open.context.errors

        // The whole width is known before the first line, and colours do not depend on who is first.
        let containers = Self.containers(of: shown, open)
        let prefixer = LogPrefixer(isColoured: isColoured)
        for container in containers { prefixer.register(container) }
        self.prefixer = prefixer
        greeting = Mutex("Attaching to \(containers.joined(separator: ", "))\n")
    }

    func show(_ event: AttachedEvent) {
        switch event {
        case .attached: greet()
        case .output(let record): show(record)
        case .exited(let container, _, let code, let isRestarting):
            let suffix = isRestarting ? " (restarting)" : ""
            tell(container, "exited with code \(code)\(suffix)")
        case .recreated(let container): tell(container, "has been recreated")
        case .stopping(.interrupted): notices.show("Gracefully Stopping... press Ctrl+C again to force\n")
        case .stopping(.cascade): notices.show("Aborting on container exit...\n")
        case .killing: notices.show("Killing...\n")
        }
    }

    /// Makes room, and says once whose lines will follow.
    private func greet() {
        progress.giveWay()
        let text = greeting.withLock { greeting -> String? in
            defer { greeting = nil }
            return greeting
        }
        if let text { context.output.show(text) }
    }

    private func show(_ record: LogRecord) {
        let time = options.timestamps ? Array((ClientTime.now() + " ").utf8) : []
        let line = time + record.bytes + [UInt8(ascii: "\n")]
        let name = Self.shortName(record.container, project: project)
        let bytes = options.noLogPrefix ? line : prefixer.prefixed(line, from: name)
        // A reader that went away misses nothing that the containers depend on.
        try? (record.isError ? context.errors : context.output).write(bytes: bytes)
    }

    private func tell(_ container: String, _ what: String) {
        let name = Self.shortName(container, project: project)
        context.output.show(prefixer.colour(of: name).paint(name, isOn: isColoured) + " \(what)\n")
    }

    /// The names that the shown services' containers will have, in order, as they are shown.
    private static func containers(of shown: Set<String>, _ open: OpenProject) -> [String] {
        let services = open.project.services.values.filter { shown.contains($0.name) && $0.provider == nil }
        return services.flatMap { service in
            (0..<max(0, service.replicas)).map { index in
                shortName(open.names.container(service, number: index + 1), project: open.project.name)
            }
        }.sorted()
    }

    /// `web-1` for `shop-web-1`, and a name of its own as it is.
    static func shortName(_ container: String, project: String) -> String {
        for separator in ["-", "_"] where container.hasPrefix(project + separator) {
            return String(container.dropFirst(project.count + 1))
        }
        return container
    }
}
