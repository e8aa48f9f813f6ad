/// A project that is given into the daemon's care: what is wanted, and where that came from.
///
/// Body of `PUT /v1/projects/{name}`.
package struct Handover: Codable, Sendable, Equatable {
    package var name: String
    /// The resolved project as canonical compose JSON, with every variable substituted; what the daemon keeps and works by.
    package var document: String
    package var source: ProjectSource
    /// Services that the user has stopped and that are to stay so.
    package var stopped: [String]
    package var lease: Lease?

    package init(
        name: String,
        document: String,
        source: ProjectSource,
        stopped: [String] = [],
        lease: Lease? = nil
    ) {
        self.name = name
        self.document = document
        self.source = source
        self.stopped = stopped
        self.lease = lease
    }
}

/// How the project was loaded, so that it can be loaded again when its files change.
package struct ProjectSource: Codable, Sendable, Equatable {
    /// Absolute paths in the order in which they were merged; empty when the project did not come from files.
    package var files: [String]
    package var environmentFiles: [String]
    /// Absolute.
    package var directory: String
    package var profiles: [String]
    /// Variables of the caller that the files may substitute; never printed.
    package var environment: [String: String]
    /// Whether container names have the separator of the first generation.
    package var isCompatible: Bool

    package init(
        files: [String] = [],
        environmentFiles: [String] = [],
        directory: String,
        profiles: [String] = [],
        environment: [String: String] = [:],
        isCompatible: Bool = false
    ) {
        self.files = files
        self.environmentFiles = environmentFiles
        self.directory = directory
        self.profiles = profiles
        self.environment = environment
        self.isCompatible = isCompatible
    }
}

/// A time or a process that the project does not outlive.
package struct Lease: Codable, Sendable, Equatable {
    /// Seconds since 1970 at which the project is taken down; nil where only the process counts.
    package var ends: Double?
    /// The process whose end takes the project down, with its start time in the kernel's ticks, since ids come again.
    package var process: Int?
    package var processStart: Int?
    /// Whether named volumes go, too.
    package var removesVolumes: Bool

    package init(ends: Double? = nil, process: Int? = nil, processStart: Int? = nil, removesVolumes: Bool = false) {
        self.ends = ends
        self.process = process
        self.processStart = processStart
        self.removesVolumes = removesVolumes
    }
}

/// What a command line is about to do to a supervised project, or has done.
///
/// Body of `POST /v1/projects/{name}/announcements`; the daemon repairs nothing in the project until it is ended.
package struct Announcement: Codable, Sendable, Equatable {
    package enum Verb: String, Codable, Sendable {
        case up, create, start, stop, restart, kill, remove, pause, unpause, scale, run, down
    }

    package var verb: Verb
    /// Empty means every service.
    package var services: [String]
    /// The process that does it; when it is gone the announcement ends by itself.
    package var process: Int

    package init(_ verb: Verb, services: [String], process: Int) {
        self.verb = verb
        self.services = services
        self.process = process
    }
}
