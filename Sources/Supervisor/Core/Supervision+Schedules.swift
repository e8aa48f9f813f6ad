internal import ComposeModel
internal import ControlProtocol

/// What happens by the clock: jobs, and images that have become too old.
extension Supervision {
    /// A clock may be set, so that nothing is appointed for longer than this.
    private static let longestWait = 3_600

    /// Appoints the next run of a job, and the next look at an image's age.
    mutating func beginSchedule(of service: String) {
        cares[service]?.nextRun = nil
        callOff(.schedule(service: service))
        callOff(.imageRefresh(service: service))
        if let text = cares[service]?.policy.schedule { appointRun(of: service, text) }
        appointRefresh(of: service)
    }

    private mutating func appointRun(of service: String, _ text: String) {
        do throws(CronError) {
            let expression = try CronExpression(text)
            guard let next = expression.next(after: Int(seconds.rounded(.down))) else { return }
            cares[service]?.nextRun = Double(next)
            waitForRun(of: service)
        } catch {
            // The policy has been read, and its reader has tried the text.
            tell("schedule.unusable", service, error.message)
        }
    }

    private mutating func waitForRun(of service: String) {
        guard let next = cares[service]?.nextRun else { return }
        let wait = min(max(0, next - seconds), Double(Self.longestWait))
        appoint(.schedule(service: service), after: Int((wait * 1e9).rounded(.up)))
    }

    /// The time of a run may have come.
    mutating func noteTime(ofRunOf service: String) {
        guard let next = cares[service]?.nextRun, let text = cares[service]?.policy.schedule else { return }
        guard seconds >= next else { return waitForRun(of: service) }
        if jobs.values.contains(service) || dueJobs.contains(service) {
            tell("job.skipped", service, "\(service) is not run: its last run has not ended")
        } else {
            dueJobs.insert(service)
        }
        appointRun(of: service, text)
    }

    /// Asks for the jobs whose time has come and whose gates are open.
    mutating func startJobs() {
        guard announcements.isEmpty, takedown == nil, !isClosing else { return }
        for service in dueJobs.sorted() {
            guard cares[service]?.memory.isStopped == false, closedGate(of: service) == nil else { continue }
            dueJobs.remove(service)
            lastWork += 1
            let number = WorkNumber(value: lastWork)
            jobs[number] = service
            touched?.insert(service)
            effects.append(
                .work(Work(number: number, kind: .job(service: service), incident: nil, reason: "its time has come"))
            )
        }
    }

    /// - Returns: false where the work was no job.
    mutating func finishJob(_ number: WorkNumber, _ outcome: WorkOutcome) -> Bool {
        guard let service = jobs.removeValue(forKey: number) else { return false }
        touched?.insert(service)
        switch outcome {
        case .ended(let code, let output): keepRun(of: service, code: code, output)
        case .succeeded: keepRun(of: service, code: 0, [])
        case .failed(let message, let evidence):
            openOutage(.schedule, of: service, "\(service) could not be run: \(message)", evidence: evidence)
        case .cancelled: break
        }
        return true
    }

    private mutating func keepRun(of service: String, code: Int, _ output: [String]) {
        remember(service) { memory in
            memory.lastCode = code
            memory.lastOutput = output
        }
        tell("job.ended", service, "\(service) ended with \(EndingWords.code(code))")
        if code == 0 {
            closeOutage(of: service)
        } else {
            let summary = "\(service) ended with \(EndingWords.code(code))"
            openOutage(.schedule, of: service, summary, evidence: output, code: code)
        }
    }

    // MARK: - Images

    private mutating func appointRefresh(of service: String) {
        guard let window = cares[service]?.policy.imageWindow, window > 0 else { return }
        appoint(.imageRefresh(service: service), after: min(window, Self.longestWait) * Self.second)
    }

    /// Whether an image is old enough is known to the planner, which pulls it then.
    mutating func refreshImage(of service: String) {
        appointRefresh(of: service)
        guard engine.isUsable, cares[service]?.isAtRest == false, !isJob(service), isUp(service) else { return }
        want(.converge, for: service, because: "the age of its image is looked at")
    }
}
