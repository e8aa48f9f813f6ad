internal import ArgumentParser
internal import ComposeModel
internal import TerminalOutput

/// `up` and the daemon.
extension UpCommand {
    /// Throws for options that the daemon makes no sense with.
    func checkSupervision() throws(ValidationError) {
        guard let demand = supervision.demand else { return }
        if noStart { throw ValidationError("\(demand) and --no-start are incompatible") }
        guard supervision.detachNow else {
            guard !isAttached else {
                throw ValidationError("\(demand) needs --detach: the daemon cares for what runs in the background")
            }
            return
        }
        let theirs: [(String, Bool)] = [
            ("--wait", waiting.wait), ("--build", converge.build), ("--no-build", converge.noBuild),
            ("--pull", converge.pull != nil), ("--force-recreate", converge.forceRecreate),
            ("--no-recreate", converge.noRecreate), ("--always-recreate-deps", alwaysRecreateDeps),
            ("--renew-anon-volumes", renewsAnonymousVolumes), ("--remove-orphans", converge.removeOrphans),
            ("--no-deps", noDeps), ("--rollback", rollback), ("--fail-fast", failFast),
        ]
        for (name, isGiven) in theirs where isGiven {
            throw ValidationError("--detach-now and \(name) are incompatible: it is the daemon that starts the project")
        }
    }

    /// Whether the project is only handed over, and the daemon does the work.
    func isLeftToDaemon(_ work: PlannedWork) -> Bool { supervision.detachNow && !work.open.isDryRun }

    /// Hands the project over, to be called where ``isLeftToDaemon(_:)``.
    func leaveToDaemon(_ work: PlannedWork) async throws -> ExitStatus {
        try await work.open.leaveToDaemon(supervision.request)
        let name = work.open.project.name
        work.open.context.errors.show(
            "project '\(name)' is handed over to the daemon; 'swiftcompose wait --healthy' tells when it is ready\n"
        )
        return .success
    }

    /// What the daemon is asked for by ``WorkOptions``; an `up` in the foreground asks for nothing.
    var supervisionRequest: SupervisionRequest? { isAttached ? nil : supervision.request }
}
