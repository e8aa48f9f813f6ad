internal import ComposeModel
internal import ComposePlan
internal import ComposeRuntime
internal import ControlProtocol
internal import Glibc
internal import OrderedCollections

/// Work on a project that the daemon cares for, or is about to: the daemon knows of it, and keeps its hands off meanwhile.
struct SupervisedWork: Sendable {
    let open: OpenProject
    let client: DaemonClient
    /// As the daemon has the project before the work; nil when it is not in its care.
    let status: ProjectStatus?
    let intent: Intent
    /// The command's name.
    let operation: String
    /// What is wanted from then on; nil when the work does not change that.
    var draft: HandoverDraft?
    /// nil leaves the project the one it has.
    var lease: Lease?
    /// Whether the command fails when the project cannot be handed over.
    var isDemanded = false

    private var name: String { open.project.name }

    /// Does the work between two words to the daemon.
    ///
    /// - Throws: what the work throws; `CommandFailure` when the daemon does not take what it must.
    func around(
        _ tell: (String) -> Void,
        _ work: () async throws -> ExecutionReport
    ) async throws -> ExecutionReport {
        let number = await announce(tell)
        let report: ExecutionReport
        do {
            report = try await work()
        } catch {
            // In a task of its own: the daemon is to know of the end also when this one was cancelled.
            await Task { await end(number, succeeded: false) }.value
            throw error
        }
        let conclusion = await Task { await conclude(number, report) }.value
        for message in conclusion.messages { tell(message) }
        if let failure = conclusion.failure { throw failure }
        return report
    }

    /// Tells the daemon what begins; nil when it does not take that in, or has no need to know.
    private func announce(_ tell: (String) -> Void) async -> Int? {
        guard status != nil else { return nil }
        let announcement = intent.announcement(of: operation, by: Int(getpid()))
        let (client, name) = (client, name)
        do {
            let number = try await TimeLimit.within(OpenProject.daemonPatience) {
                try await client.announce(announcement, in: name)
            }
            if number == nil { tell("warning: the daemon is busy, and may undo what is done now to project '\(name)'") }
            return number
        } catch {
            let words = (error as? CommandFailure)?.message ?? "\(error)"
            tell("warning: the daemon may undo what is done now to project '\(name)': \(words)")
            return nil
        }
    }

    private func end(_ number: Int?, succeeded: Bool) async {
        guard let number else { return }
        let (client, name) = (client, name)
        // It ends by itself with this process.
        _ = try? await TimeLimit.within(OpenProject.daemonPatience) {
            try await client.endAnnouncement(number, in: name, succeeded: succeeded)
        }
    }

    // MARK: - Afterwards

    private struct Conclusion: Sendable {
        var messages: [String] = []
        var failure: CommandFailure?
    }

    private func conclude(_ number: Int?, _ report: ExecutionReport) async -> Conclusion {
        // Whoever wants it gone wants none of it back, also where not all of it could be removed.
        if intent.takesAllDown { return await release() }
        let conclusion = await handOver(report)
        await end(number, succeeded: report.isSuccess)
        return conclusion
    }

    private func release() async -> Conclusion {
        var conclusion = Conclusion()
        do {
            try await client.release(name)
        } catch {
            let words = (error as? CommandFailure)?.message ?? "\(error)"
            conclusion.messages.append("warning: project '\(name)' is still in the daemon's care: \(words)")
        }
        return conclusion
    }

    /// Hands over what has come about; the daemon keeps to what it was given before where that is not all.
    private func handOver(_ report: ExecutionReport) async -> Conclusion {
        var conclusion = Conclusion()
        guard let draft else { return conclusion }
        guard report.isSuccess else {
            conclusion.messages.append(
                status == nil
                    ? "project '\(name)' is not handed over, since not all of it was done"
                    : "the daemon keeps project '\(name)' as it was handed over before, since not all of it was done"
            )
            return conclusion
        }
        let work = HandoverDraft.Work(
            services: Set(open.project.services.keys),
            starts: intent.newWish(of: operation) ?? true
        )
        do {
            try await client.take(open.handover(draft, after: work, status: status, lease: lease))
            if status == nil { conclusion.messages.append("project '\(name)' is in the daemon's care") }
        } catch {
            let failure = error as? CommandFailure ?? CommandFailure("\(error)")
            if isDemanded {
                conclusion.failure = failure
            } else {
                conclusion.messages.append(
                    "warning: the daemon does not know what is wanted of project '\(name)' now: \(failure.message)"
                )
            }
        }
        return conclusion
    }
}
