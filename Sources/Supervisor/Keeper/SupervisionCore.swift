internal import ComposeModel
internal import ControlProtocol

/// What decides about one project; ``Supervision`` is it, and tests have simpler ones.
protocol SupervisionCore: Sendable {
    /// Takes something in and says what is to be done about it.
    ///
    /// - `now`: nanoseconds since 1970.
    mutating func handle(_ input: SupervisionInput, at now: Int) -> [SupervisionEffect]

    var status: ProjectStatus { get }

    /// The project, narrowed to what the work is about.
    func project(for work: Work) -> Project
}

/// Makes what decides about a project.
///
/// From what is wanted, what is remembered of its services, the incidents that an earlier daemon has left open, and the
/// counter that all projects share.
typealias CoreMaker = @Sendable (SupervisedProject, [ServiceMemory], [Incident], IncidentNumbers) -> any SupervisionCore
