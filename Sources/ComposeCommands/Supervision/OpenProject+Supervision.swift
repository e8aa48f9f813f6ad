internal import ComposeModel
internal import ComposePlan
internal import ComposeRuntime
internal import ControlProtocol

/// Commands and the daemon agree on who changes a project.
extension OpenProject {
    /// Does work that changes the project, and tells the daemon of it where the project is in its care, or is to be.
    ///
    /// A daemon that does not answer keeps nobody from working, unless the command line demands it.
    ///
    /// - Parameters:
    ///   - intent: what the work carries out.
    ///   - operation: the command's name: `up`.
    ///   - request: what the command line says of the daemon; nil for commands that hand nothing over.
    ///   - tell: gets lines for the user.
    ///   - work: is done once, whatever the daemon says.
    /// - Returns: what the work returns.
    /// - Throws: what the work throws; `CommandFailure` and `LoadFailure` before it when the project cannot be handed over.
    func supervised(
        _ intent: Intent,
        as operation: String,
        _ request: SupervisionRequest? = nil,
        tell: (String) -> Void,
        _ work: () async throws -> ExecutionReport
    ) async throws -> ExecutionReport {
        let wish = supervisionWish(request, intent, operation)
        switch await daemonSight() {
        case .absent(let failure):
            if wish == .demanded { throw failure }
            if wish == .configured { tell("warning: project '\(project.name)' is not handed over: \(failure.message)") }
            return try await work()
        case .unusable(let failure):
            if wish == .demanded { throw failure }
            tell(
                "warning: \(failure.message); if project '\(project.name)' is in its care, it may undo what is done now"
            )
            return try await work()
        case .present(let client, let status):
            guard status != nil || wish != .none else { return try await work() }
            var attended = SupervisedWork(
                open: self,
                client: client,
                status: status,
                intent: intent,
                operation: operation
            )
            // Before anything is changed, so that what cannot be handed over is not half done.
            if intent.newWish(of: operation) != nil { attended.draft = try handoverDraft(status) }
            attended.lease = try request?.lease?.lease()
            attended.isDemanded = wish == .demanded
            return try await attended.around(tell, work)
        }
    }

    private enum Wish {
        case none
        /// By a variable or the project's files.
        case configured
        /// By an option.
        case demanded
    }

    /// Whether the project is to be handed over; says nothing of one that is in the daemon's care already.
    private func supervisionWish(_ request: SupervisionRequest?, _ intent: Intent, _ operation: String) -> Wish {
        guard let request, intent.newWish(of: operation) == true else { return .none }
        switch request.choice {
        case .handOver: return .demanded
        case .keepOut: return .none
        case .open:
            let isConfigured =
                EnvironmentFlag.isOn(project.environment["SWIFTCOMPOSE_SUPERVISE"]) || project.asksForSupervision
            return isConfigured ? .configured : .none
        }
    }
}
