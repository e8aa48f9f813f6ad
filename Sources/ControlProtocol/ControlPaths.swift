/// Where the daemon listens and keeps its state, from the environment of whoever asks.
package enum ControlPaths {
    /// `SWIFTCOMPOSE_STATE`, `/var/lib/swiftcompose` for root, else `$XDG_STATE_HOME/swiftcompose` or below the home.
    package static func stateDirectory(_ environment: [String: String], isRoot: Bool) -> String {
        if let path = environment["SWIFTCOMPOSE_STATE"], !path.isEmpty { return path }
        if isRoot { return "/var/lib/swiftcompose" }
        if let path = environment["XDG_STATE_HOME"], !path.isEmpty { return "\(path)/swiftcompose" }
        return "\(environment["HOME"] ?? "/tmp")/.local/state/swiftcompose"
    }

    /// `SWIFTCOMPOSE_SOCKET`, `/run/swiftcompose/daemon.sock` for root, else below `$XDG_RUNTIME_DIR` or the state.
    package static func socket(_ environment: [String: String], isRoot: Bool) -> String {
        if let path = environment["SWIFTCOMPOSE_SOCKET"], !path.isEmpty { return path }
        if environment["SWIFTCOMPOSE_STATE"]?.isEmpty == false {
            return "\(stateDirectory(environment, isRoot: isRoot))/daemon.sock"
        }
        if isRoot { return "/run/swiftcompose/daemon.sock" }
        if let path = environment["XDG_RUNTIME_DIR"], !path.isEmpty { return "\(path)/swiftcompose/daemon.sock" }
        return "\(stateDirectory(environment, isRoot: isRoot))/daemon.sock"
    }
}
