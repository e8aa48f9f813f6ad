/// What is known of the engine and its machine beyond the project, as far as a plan needs it to be known.
package struct PreflightWorld: Sendable {
    /// One of the engine's containers, of whatever project.
    package struct Container: Sendable, Hashable {
        package var id: String
        package var name: String
        /// nil when it belongs to no project.
        package var project: String?
        /// The ports of the host that it has now; none unless it runs.
        package var ports: [HostPort] = []
        /// The names of its networks.
        package var networks: Set<String> = []
        /// Whether its processes listen on the host's own network.
        package var sharesHostNetwork = false

        package init(id: String, name: String, project: String? = nil) {
            self.id = id
            self.name = name
            self.project = project
        }
    }

    /// A process of this machine.
    package struct Process: Sendable, Hashable {
        package var id: Int
        package var command: String
        /// The id of the container that it runs in; nil when it runs in none.
        package var containerID: String?

        package init(id: Int, command: String, containerID: String? = nil) {
            self.id = id
            self.command = command
            self.containerID = containerID
        }
    }

    /// A socket of this machine that waits for others.
    package struct Socket: Sendable, Hashable {
        package var port: HostPort
        /// nil when this user may not see whose it is.
        package var owner: Process?

        package init(port: HostPort, owner: Process? = nil) {
            self.port = port
            self.owner = owner
        }
    }

    /// One of the engine's networks, of whatever project.
    package struct Network: Sendable, Hashable {
        package var id: String
        package var name: String
        /// nil when it belongs to no project.
        package var project: String?
        /// Those that no other network may overlap; empty where the engine's own address driver does not give them out.
        package var subnets: [IPPrefix] = []

        package init(id: String, name: String, project: String? = nil) {
            self.id = id
            self.name = name
            self.project = project
        }
    }

    /// The number after the `1.` of the Engine API version that is spoken.
    package var apiMinor = 41
    package var containers: [Container] = []
    /// Whether `containers` has those that do not run, too.
    package var listsStoppedContainers = false
    /// The sockets on ports that the plan wants, where the engine is on this machine.
    package var sockets: [Socket] = []
    package var networks: [Network] = []
    /// What the machine has routes to without a gateway, which the engine makes no network of.
    package var routes: [IPPrefix] = []
    /// nil when nothing speaks for their being used up, so that nobody asked.
    package var addressPools: [AddressPool]?
    /// Those of the paths that the plan needs which are not there; empty where the engine is elsewhere.
    package var missingPaths: Set<String> = []

    package init() {}
}

extension PreflightWorld.Network {
    /// Whether the engine made it for itself.
    var isPredefined: Bool { ["bridge", "host", "none", "ingress", "docker_gwbridge"].contains(name) }
}
