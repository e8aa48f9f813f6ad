internal import ControlProtocol
internal import Glibc

/// Where a daemon listens and keeps its state, for the user who asks.
struct DaemonPlaces: Sendable, Equatable {
    /// Where this user's own daemon listens, also while there is none.
    var socket: String
    /// Where the machine's daemon listens, which members of its group may talk to; nil where the environment names a place,
    /// and for root, whose own it is.
    var sharedSocket: String?
    var stateDirectory: String

    init(_ environment: [String: String], isRoot: Bool = geteuid() == 0) {
        socket = ControlPaths.socket(environment, isRoot: isRoot)
        stateDirectory = ControlPaths.stateDirectory(environment, isRoot: isRoot)
        let isNamed = ["SWIFTCOMPOSE_SOCKET", "SWIFTCOMPOSE_STATE"].contains { environment[$0]?.isEmpty == false }
        sharedSocket = isRoot || isNamed ? nil : ControlPaths.socket([:], isRoot: true)
    }

    /// What a daemon that `daemon start` has started writes to.
    var log: String { "\(stateDirectory)/daemon.log" }

    /// The first socket that is there, whether or not anybody listens at it; nil when there is none.
    ///
    /// A look at the file system and no more, so that commands cost nothing where no daemon is used.
    var listening: String? {
        let sockets: [String] = [socket] + (sharedSocket.map { [$0] } ?? [])
        return sockets.first { access($0, F_OK) == 0 }
    }

    /// What is said where there is no socket.
    var absence: CommandFailure {
        CommandFailure("no daemon listens at '\(socket)'", hint: "start it with 'swiftcompose daemon start'")
    }
}
