package import ComposeModel
package import DockerEngine

extension RestartPolicy {
    /// What the engine is told to do when a container of the service ends; nil where the files are silent.
    ///
    /// The deploy section's policy wins over `restart`; its delay and window have no counterpart on an engine.
    package init?(of service: Service) {
        if let policy = service.deploy?.restartPolicy {
            let name =
                switch policy.condition {
                case "none": "no"
                case "on-failure": "on-failure"
                case "unless-stopped": "unless-stopped"
                default: "always"
                }
            self.init(name: name, maximumRetries: policy.maxAttempts ?? 0)
            return
        }
        let parts = (service.restart ?? "").split(separator: ":", maxSplits: 1)
        guard let name = parts.first else { return nil }
        self.init(name: String(name), maximumRetries: parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
    }
}
