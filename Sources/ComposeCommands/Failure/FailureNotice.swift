internal import ComposeLoader
internal import ComposeRuntime
internal import Diagnostics
internal import DockerEngine
internal import TerminalOutput

/// What the program says about the error that ended a command, and the status that it ends with.
struct FailureNotice: Sendable, Equatable {
    /// Lines without a line break at the end; empty when there is nothing to say.
    var text: String
    /// The same as objects for programs; empty where it is no finding but the account of a plan.
    var diagnostics: [Diagnostic] = []
    /// The account of a plan for programs, an object a line; empty for everything else.
    var objects = ""
    var status = ExitStatus.failure

    init(_ error: any Error, isColoured: Bool = false) {
        let plain = DiagnosticRenderer(isColoured: isColoured)
        switch error {
        case let failure as SummarizedFailure:
            text = failure.text
            objects = failure.objects
            status = failure.status
        case let failure as LoadFailure:
            diagnostics = failure.diagnostics
            text = Self.text(of: diagnostics, failure.sources, isColoured)
        case let refusal as DiagnosedFailure:
            diagnostics = refusal.diagnostics
            text = Self.text(of: diagnostics, refusal.sources, isColoured)
        case let refusal as PlanRefused:
            diagnostics = refusal.problems
            text = Self.text(of: diagnostics, [:], isColoured)
        case is CancellationError:
            text = ""
            status = .interrupted
        case OutputError.brokenPipe:
            // Whoever read the output has seen enough.
            text = ""
        case let failure as SessionError:
            let facts = failure.hints.map { "\n  \($0)" }.joined()
            let hint = failure.hints.isEmpty ? nil : failure.hints.joined(separator: "; ")
            diagnostics = [Diagnostic(.error, failure.description, hint: hint)]
            text = plain.render(Diagnostic(.error, failure.description)) + facts
        default:
            diagnostics = [Self.diagnostic(of: error)]
            text = plain.render(diagnostics)
        }
    }

    private static func diagnostic(of error: any Error) -> Diagnostic {
        switch error {
        case let failure as CommandFailure:
            return Diagnostic(.error, failure.message, hint: failure.hint)
        case let failure as EngineUnreachable:
            let place = failure.reason.contains(failure.host.name) ? "" : " at '\(failure.host)'"
            return Diagnostic(.error, "cannot reach the engine\(place): \(failure.reason)", hint: failure.hint)
        case let failure as EngineHostError:
            return Diagnostic(
                .error,
                "cannot use the engine host '\(failure.host)': \(failure.reason)",
                hint: failure.hint
            )
        default:
            return Diagnostic(.error, "\(error)")
        }
    }

    /// Everything that was found, and how much of it is wrong when that is more than one thing.
    private static func text(of diagnostics: [Diagnostic], _ sources: [String: String], _ isColoured: Bool) -> String {
        let text = DiagnosticRenderer(sources: sources, isColoured: isColoured).render(diagnostics)
        let count = diagnostics.count(where: { $0.severity == .error })
        return count > 1 ? "\(text)\n\(count) errors" : text
    }

    /// For programs that read the progress as JSON: an object, or one for each culprit.
    var json: String {
        guard objects.isEmpty else { return objects }
        var message = text.strippingANSI
        if message.hasPrefix("error: ") { message.removeFirst("error: ".count) }
        return "{\"error\":true,\"message\":\(message.jsonQuoted)}"
    }

    /// Writes the notice, and returns the status.
    ///
    /// - `asJSON`: whether the progress is read by a program.
    /// - `diagnostics`: the form of findings, which a program may read although it does not read the progress.
    func print(to output: FileOutput, asJSON: Bool, diagnostics format: DiagnosticsFormat = .text) -> ExitStatus {
        guard !text.isEmpty else { return status }
        if format == .json, !diagnostics.isEmpty {
            output.show(DiagnosticLines.text(of: diagnostics) + "\n")
        } else {
            output.show((asJSON ? json : text) + "\n")
        }
        return status
    }
}

/// Problems with the places of the files that they are about.
struct DiagnosedFailure: Error, Sendable {
    /// At least one is an error.
    var diagnostics: [Diagnostic]
    /// The text of each file by the name that locations carry.
    var sources: [String: String]
}
