/// Which services of a project a command is about.
struct ServiceChoice: Sendable, Equatable {
    /// As the user named them; empty is all.
    var services: [String] = []
    /// Whether what they depend on belongs to it.
    var followsDependencies = true
    /// Whether networks, volumes and the like stay that no chosen service uses.
    var keepsAllResources = false

    init(_ services: [String] = [], followsDependencies: Bool = true, keepsAllResources: Bool = false) {
        self.services = services
        self.followsDependencies = followsDependencies
        self.keepsAllResources = keepsAllResources
    }
}
