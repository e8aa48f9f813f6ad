extension ContainerSummary {
    /// The healthcheck's word, read from the status text, so that a list saves one inspection per container.
    ///
    /// nil when the container is not running or has no healthcheck.
    package var health: HealthStatus? {
        guard status.hasPrefix("Up "), status.hasSuffix(")"), let open = status.lastIndex(of: "(") else { return nil }
        switch status[status.index(after: open)...].dropLast() {
        case "healthy": return .healthy
        case "unhealthy": return .unhealthy
        case "health: starting", "starting": return .starting
        default: return nil
        }
    }

    /// The code that the container's last run ended with, read from the status text; nil when it runs or never ran.
    package var exitCode: Int? {
        guard status.hasPrefix("Exited (") || status.hasPrefix("Restarting ("),
            let open = status.firstIndex(of: "("), let close = status.firstIndex(of: ")"), open < close
        else { return nil }
        return Int(status[status.index(after: open)..<close])
    }
}
