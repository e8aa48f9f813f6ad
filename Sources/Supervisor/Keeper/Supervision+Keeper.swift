internal import ControlProtocol

extension Supervision: SupervisionCore {
    /// Makes the core of a project.
    static func core(
        of project: SupervisedProject,
        memories: [ServiceMemory],
        open: [Incident],
        numbers: IncidentNumbers
    ) -> any SupervisionCore {
        Supervision(project, memories: memories, numbers: numbers, open: open)
    }
}
