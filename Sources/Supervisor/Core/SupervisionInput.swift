internal import ComposePlan
internal import ControlProtocol

/// Something that the core of a project's supervision is told.
///
/// The core is a value without a clock, an engine or a store: what it knows came in by one of these.
enum SupervisionInput: Sendable {
    /// All containers of the project as the engine has them, after a look: at the beginning, and whenever events may be
    /// missing.
    ///
    /// Events that the look already shows may follow; they change nothing.
    case listed([ObservedContainer])
    case event(ContainerEvent)
    /// A network of the engine is gone; its name.
    case networkRemoved(name: String)
    /// A reference names another image than before: the event `tag` or a pull.
    case imageMoved(reference: String, digest: String)
    /// A command line is about to change the project; nothing is repaired until it is ended.
    case announced(Announcement, number: Int)
    /// `succeeded` is false when the process went away without a word.
    case announcementEnded(number: Int, succeeded: Bool)
    /// The project was handed over anew, with what is wanted now.
    case wanted(SupervisedProject)
    /// The whole project shall come to be as declared: `apply`, or a source that has changed; why, for the timeline.
    case converge(reason: String)
    /// Files have changed that containers show and whose change no definition shows; who is to have new containers, and why.
    case contentChanged(services: Set<String>, reason: String)
    /// The time is up or the process has ended; why, in a sentence.
    case leaseEnded(reason: String)
    /// An appointment that an effect made has come.
    case due(Appointment)
    /// What an effect asked for is done, or could not be.
    case finished(WorkNumber, WorkOutcome)
    /// The daemon's own probe of a container has another result than before.
    case probed(container: String, isReady: Bool, evidence: String)
    case engineLost
    /// The engine answers again; `listed` follows.
    case engineReturned(didRestart: Bool)
    /// The daemon is about to end.
    case closing
}

/// Stands for one piece of work, so that its end is told apart from others'.
struct WorkNumber: Sendable, Hashable, Codable {
    var value: Int
}

/// What came of a piece of work.
enum WorkOutcome: Sendable {
    case succeeded
    /// The run of a job is over; its last lines of output.
    case ended(code: Int, output: [String])
    /// A sentence for the user.
    case failed(String, evidence: [String])
    case cancelled
}

/// A moment that the core wants to be told of.
struct Appointment: Sendable, Hashable {
    enum Purpose: Sendable, Hashable {
        case restart(service: String)
        case unhealthyAction(service: String)
        /// A service has run long enough for its failures to be forgotten.
        case stable(service: String)
        /// A service without a healthcheck has run long enough for its outage to be over.
        case recovery(service: String)
        /// By now it shows what a sequence of events was: a stop, a restart or a removal by somebody else.
        case settling(service: String)
        case schedule(service: String)
        case imageRefresh(service: String)
        /// Work takes long while something else has become urgent.
        case overtaking
        /// What could not be done to the project as a whole is tried again.
        case retry
    }

    var purpose: Purpose
    /// Of the latest appointment for its purpose; one with another number has been overtaken.
    var number: Int
}
