internal import ControlProtocol
internal import Logging

/// Makes an incident of a state that cannot be written, and closes it when it can again.
struct StateWatch: Sendable {
    let service: SupervisorService
    let metrics: SupervisorMetrics
    let logger: Logger

    /// Returns when there are no more notices.
    func run(_ notices: AsyncStream<StateNotice>) async {
        var open: Int?
        for await notice in notices {
            switch notice {
            case .cannotWrite(let reason):
                logger.error("the state cannot be written: \(reason); it is kept in memory meanwhile")
                metrics.keepsState(false)
                open = begin(reason)
            case .writesAgain:
                logger.notice("the state is written again")
                metrics.keepsState(true)
                if let incident = open { end(incident) }
                open = nil
            }
        }
    }

    private func begin(_ reason: String) -> Int {
        let number = service.numbers.next()
        var incident = Incident(
            id: number,
            project: "",
            service: nil,
            kind: .state,
            summary: "the daemon's state cannot be written: \(reason)",
            opened: WallClock.now()
        )
        incident.actions = ["kept in memory, and tried again"]
        metrics.opened(.state)
        service.chronicle.open(incident)
        return number
    }

    private func end(_ incident: Int) {
        let now = WallClock.now()
        service.chronicle.note(incident, action: "written again", evidence: [])
        service.chronicle.close(incident, at: now)
        service.chronicle.tell("incident.closed", project: "", text: "the daemon's state is written again", at: now)
    }
}
