/// Something to show while `up` stays attached to its containers.
package enum AttachedEvent: Sendable, Equatable {
    /// Why everything is being stopped.
    package enum Reason: Sendable, Equatable {
        case interrupted
        /// A container has ended, and the user wants all to end with it.
        case cascade(container: String)
    }

    /// The output of a container is followed from now on.
    case attached(container: String, service: String)
    case output(LogRecord)
    /// A container has ended; all that it wrote was told before.
    case exited(container: String, service: String, code: Int, isRestarting: Bool)
    /// A container was replaced by another run of this program or its like.
    case recreated(container: String)
    case stopping(Reason)
    /// The user will not wait for a graceful end.
    case killing
}
