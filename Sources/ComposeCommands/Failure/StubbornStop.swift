internal import ComposeModel
internal import ComposePlan
internal import ComposeRuntime
internal import DockerEngine
internal import TerminalOutput

/// A container that did not stop when it was asked to, so that the engine killed it.
struct StubbornStop: Sendable, Equatable {
    /// What containers are given that say nothing themselves.
    private static let usualGrace = 10

    var container: String
    var service: String
    /// Seconds that it had.
    var grace: Int
    /// Whether an init process passes signals on to its program.
    var hasInit = false

    /// The containers that took all the time they had to stop, in the order in which they did.
    ///
    /// The engine kills at the end of that time and not before. Told from how long the steps took, since the containers
    /// may be gone; one of which the grace is not known is left out.
    static func among(_ report: ExecutionReport, _ project: Project, knowsDefinitions: Bool = true) -> [StubbornStop] {
        var found: [StubbornStop] = []
        for span in report.spans where span.isDone {
            guard case .stopContainer(let container, let timeout) = span.step.operation else { continue }
            let service = project.anyService(named: container.replica.service)
            guard let seconds = grace(timeout, knowsDefinitions ? service : nil), seconds > 0,
                span.ended - span.began >= .seconds(seconds)
            else { continue }
            // Who asks for a kill gets one.
            if service?.stopSignal?.hasSuffix("KILL") ?? false { continue }
            found.append(
                StubbornStop(
                    container: container.name,
                    service: container.replica.service,
                    grace: seconds,
                    hasInit: service?.initProcess ?? false
                )
            )
        }
        return found
    }

    /// nil when nobody knows what the container was made with.
    private static func grace(_ timeout: Int?, _ service: Service?) -> Int? {
        if let timeout { return timeout }
        guard let service else { return nil }
        guard let period = service.stopGracePeriod else { return usualGrace }
        // The engine counts in whole seconds.
        let (seconds, fraction) = period.components
        return Int(seconds) + (fraction > 0 ? 1 : 0)
    }

    /// One line.
    var hint: String {
        let fact = "\(container) did not stop within \(grace)s and was killed"
        return hasInit
            ? "\(fact); its program may ignore the signal: try another 'stop_signal' for \(service), or a longer "
                + "'stop_grace_period'"
            : "\(fact); as PID 1 it may ignore SIGTERM: try 'init: true' for \(service), or a 'stop_signal' that it obeys"
    }

    /// Leaves those out of whose containers the engine says that they ended otherwise than by SIGKILL.
    ///
    /// One list, and only when there is a suspect; containers that are gone cannot speak for themselves.
    static func confirmed(_ suspects: [StubbornStop], _ project: String, _ engine: EngineClient) async -> [StubbornStop]
    {
        guard !suspects.isEmpty else { return [] }
        let filters: EngineFilters = ["label": ["\(ComposeLabel.project)=\(project)"]]
        // Without an answer the time that it took is reason enough.
        guard let containers = try? await engine.listContainers(all: true, filters: filters) else { return suspects }
        let codes = Dictionary(containers.map { ($0.name, $0.exitCode) }, uniquingKeysWith: { first, _ in first })
        return suspects.filter { suspect in
            guard let entry = codes[suspect.container], let code = entry else { return true }
            return code == 137
        }
    }
}

extension OpenProject {
    /// Prints a line for every container that had to be killed in place of stopping.
    func showStopHints(_ report: ExecutionReport) async {
        let suspects = StubbornStop.among(report, project, knowsDefinitions: !isNameOnly)
        for stop in await StubbornStop.confirmed(suspects, project.name, engine) {
            let text = "hint: \(stop.hint)"
            context.errors.show((settings.progress == .json ? "{\"message\":\(text.jsonQuoted)}" : text) + "\n")
        }
    }
}
