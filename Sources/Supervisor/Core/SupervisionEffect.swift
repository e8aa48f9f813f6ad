internal import ControlProtocol

/// Something that the core of a project's supervision wants done.
enum SupervisionEffect: Sendable {
    /// Work on the engine through the planner and the executor; its end comes back as `finished`.
    ///
    /// But for jobs, which run beside everything else, there is one at a time in a project.
    case work(Work)
    /// Give up work that is under way, since it has been overtaken; its end comes back as `finished`, too.
    case cancel(WorkNumber)
    /// `after` in nanoseconds from now; stands in for an earlier appointment with the same purpose.
    case appoint(Appointment, after: Int)
    case open(Incident)
    /// Adds to what was done about an open incident; an empty action adds evidence only.
    case note(incident: Int, action: String, evidence: [String])
    case close(incident: Int, at: Double)
    /// A line of the timeline: what happened to containers, and what was decided.
    ///
    /// What becomes of works and incidents is not told this way: whoever carries these effects out knows it.
    case tell(event: String, service: String?, text: String)
    /// Keep across restarts of the daemon what was found out of a service: restarts, failures, whether it was given up.
    case keep(ServiceMemory)
}
