internal import ArgumentParser

/// The options by which `up` leaves a project to the daemon.
struct SuperviseOptions: ParsableArguments {
    @Flag(
        inversion: .prefixedNo,
        help: "Leave the project in the daemon's care; also by SWIFTCOMPOSE_SUPERVISE or 'x-swiftcompose'."
    )
    var supervise: Bool?

    @Flag(help: "Hand the project over to the daemon, which starts it, and return at once.")
    var detachNow = false

    @OptionGroup
    var lease: LeaseOptions

    func validate() throws {
        guard supervise == false else { return }
        if detachNow { throw ValidationError("--detach-now and --no-supervise are incompatible") }
        if lease.request != nil { throw ValidationError("a lease needs the daemon: leave --no-supervise out") }
    }

    /// The first option that only makes sense with the daemon; nil when there is none.
    var demand: String? {
        if supervise == true { return "--supervise" }
        if detachNow { return "--detach-now" }
        if lease.duration != nil { return "--lease" }
        return lease.process == nil ? nil : "--bind-pid"
    }

    var request: SupervisionRequest {
        let choice: SupervisionRequest.Choice = demand != nil ? .handOver : supervise == false ? .keepOut : .open
        return SupervisionRequest(choice: choice, lease: lease.request)
    }
}
