/// Why a service is as it is: what the daemon knows of it, and by which rules it acts.
///
/// Body of `GET /v1/projects/{name}/services/{service}`.
package struct ServiceExplanation: Codable, Sendable, Equatable {
    package struct Container: Codable, Sendable, Equatable {
        package var id: String
        package var name: String
        /// The engine's word: `running`, `exited`, ….
        package var state: String
        /// `none`, `starting`, `healthy` or `unhealthy`.
        package var health: String
        /// nil while it runs.
        package var exitCode: Int?

        package init(id: String, name: String, state: String, health: String, exitCode: Int?) {
            self.id = id
            self.name = name
            self.state = state
            self.health = health
            self.exitCode = exitCode
        }

        enum CodingKeys: String, CodingKey {
            case id, name, state, health
            case exitCode = "exit_code"
        }
    }

    package var project: String
    package var status: ServiceStatus
    package var containers: [Container]
    /// What it depends on, in words: `db to be healthy`, with whether it is so.
    package var dependencies: [String]
    /// The rules that hold for it, one a line: `restart: always, after 0.1 s, at most every 60 s`.
    package var policy: [String]
    /// The last ones that concern it, newest first.
    package var incidents: [Incident]
    /// How often it failed within the window of its policy.
    package var recentFailures: Int
    /// Whether it was given up, until somebody changes it.
    package var isGivenUp: Bool
    /// Of its last run to the end; nil when there was none.
    package var lastCode: Int?
    /// The last lines of that run.
    package var lastOutput: [String]

    package init(project: String, status: ServiceStatus) {
        self.project = project
        self.status = status
        containers = []
        dependencies = []
        policy = []
        incidents = []
        recentFailures = 0
        isGivenUp = false
        lastOutput = []
    }

    enum CodingKeys: String, CodingKey {
        case project, status, containers, dependencies, policy, incidents
        case recentFailures = "recent_failures"
        case isGivenUp = "given_up"
        case lastCode = "last_code"
        case lastOutput = "last_output"
    }
}
