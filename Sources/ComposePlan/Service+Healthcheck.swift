package import ComposeModel

extension Service {
    /// Whether the engine probes the service's containers, as far as its definition says; nil where the image decides.
    package var hasOwnHealthcheck: Bool? {
        guard let healthcheck else { return nil }
        if healthcheck.isDisabled || healthcheck.test.first == "NONE" { return false }
        return healthcheck.test.isEmpty ? nil : true
    }
}
