internal import ComposeModel
internal import ComposePlan
internal import ComposeRuntime
internal import Diagnostics
internal import FoundationEssentials
internal import Glibc
internal import TerminalOutput

/// The directory that a run leaves behind; what cannot be written is a warning and nothing more.
///
/// | file | |
/// |---|---|
/// | `report.json` | what came of it |
/// | `plan.txt`, `plan.json` | the steps and their causes |
/// | `timeline.json` | when each step was under way |
/// | `junit.xml` | a test case for each service |
/// | `logs/NAME.log` | what each container wrote |
/// | `inspect/NAME.json` | what the engine knows of each container |
struct ReportDirectory: Sendable {
    /// Absolute.
    let path: String
    let open: OpenProject
    /// The command that the report is of: `up`.
    let command: String

    // MARK: - What was done

    func write(_ value: ReportRecorder.Value, status: ExitStatus, error: String?) async {
        guard make(path) else { return }
        await writeContainers()
        let report = value.report ?? ExecutionReport()
        var story = value.story
        if story == nil, !report.isSuccess { story = FailureStory(report) }
        // A problem in a file is told with its line, which may hold a password.
        let words = story.map { FailureText(story: $0).text } ?? error.map { SecretMask(open.project).masking($0) }
        let document = ReportDocument(
            project: open.project,
            command: command,
            status: status,
            report: value.report,
            story: story,
            error: error == nil ? nil : words
        )
        put(JSONText.indented(document), "report.json")
        put(Self.planText(value), "plan.txt")
        if !value.plans.isEmpty {
            let plans = value.plans.map { PlanDocument(PlanSurvey($0), project: open.project.name, verb: command) }
            put(JSONText.indented(plans), "plan.json")
        }
        put(JSONText.indented(TimelineDocument(report)), "timeline.json")
        let outcomes = ServiceOutcome.all(of: open.project, report, story)
        put(JUnitReport(name: open.project.name, outcomes: outcomes, elapsed: report.elapsed).text, "junit.xml")
    }

    /// The plans one after the other; the steps that are known where nobody has told of the plans.
    private static func planText(_ value: ReportRecorder.Value) -> String {
        var lines = value.plans.flatMap(\.steps).map(\.description)
        if lines.isEmpty, let report = value.report {
            let left = report.failures.map(\.step) + report.skipped.map(\.step) + report.interrupted + report.notReached
            lines = (report.succeeded + left).sorted { $0.id.number < $1.id.number }.map(\.description)
        }
        return lines.isEmpty ? "nothing to do\n" : lines.joined(separator: "\n") + "\n"
    }

    // MARK: - Containers

    /// Writes log and inspection of every container that the project has now; files of others stay.
    func writeContainers() async {
        guard make("\(path)/logs"), make("\(path)/inspect") else { return }
        let record = ContainerRecord(engine: open.engine, mask: SecretMask(open.project))
        do {
            let containers = try await record.containers(of: open.project.name)
            await withDiscardingTaskGroup { group in
                for container in containers {
                    group.addTask { await write(container, record) }
                }
            }
        } catch {
            warn("the containers cannot be listed: \(error)")
        }
    }

    private func write(_ container: ContainerRecord.Container, _ record: ContainerRecord) async {
        do {
            put(try await record.inspection(of: container).text, "inspect/\(container.name).json")
            let file = "\(path)/logs/\(container.name).log"
            let descriptor = Glibc.open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
            guard descriptor >= 0 else { return warn("cannot write '\(file)': \(String(cString: strerror(errno)))") }
            defer { close(descriptor) }
            let output = FileOutput(descriptor: descriptor)
            try await record.readLog(of: container) { line in try output.buffer(bytes: line) }
            try output.flush()
        } catch {
            warn("\(container.name) cannot be recorded: \(error)")
        }
    }

    // MARK: - Files

    private func make(_ directory: String) -> Bool {
        do {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
            return true
        } catch {
            warn("cannot make the directory '\(directory)'")
            return false
        }
    }

    private func put(_ text: String, _ name: String) {
        do {
            try FileWriter.write(text, to: "\(path)/\(name)")
        } catch let error as CommandFailure {
            warn(error.message)
        } catch {
            warn("cannot write '\(path)/\(name)': \(error)")
        }
    }

    private func warn(_ words: String) {
        let text = open.words(ofWarning: Diagnostic(.warning, "report: \(words)"))
        let isForPrograms = open.settings.progress == .json
        open.context.errors.show((isForPrograms ? "{\"message\":\(text.jsonQuoted)}" : text) + "\n")
    }
}

extension JSONText {
    /// The value on several lines, for people too, with a line break at the end.
    static func indented(_ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        do {
            return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
        } catch {
            preconditionFailure("a value made of texts and numbers has no JSON: \(error)")
        }
    }
}
