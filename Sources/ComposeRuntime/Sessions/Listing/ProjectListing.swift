package import ComposePlan
package import DockerEngine

/// A project as `ls` shows it.
package struct ListedProject: Sendable, Hashable, Encodable {
    package var name: String
    /// Its containers by state: `exited(1), running(2)`.
    package var status: String
    /// The files it was made from, separated by commas; `N/A` when its containers do not tell.
    package var configFiles: String

    enum CodingKeys: String, CodingKey {
        case name = "Name"
        case status = "Status"
        case configFiles = "ConfigFiles"
    }
}

/// Finds the projects that have containers on the engine.
package enum ProjectListing {
    /// One list of the engine, whatever the number of projects.
    ///
    /// - `all`: whether projects none of whose containers run are among them, and containers that do not run counted.
    package static func projects(on engine: EngineClient, all: Bool) async throws -> [ListedProject] {
        let filters: EngineFilters = ["label": [ComposeLabel.project, ComposeLabel.configHash]]
        return of(try await engine.listContainers(all: all, filters: filters).map { ObservedContainer($0) })
    }

    /// The projects of the containers, by name.
    package static func of(_ containers: [ObservedContainer]) -> [ListedProject] {
        let projects = Dictionary(grouping: containers) { $0.labels[ComposeLabel.project] ?? "" }
        return projects.map { name, containers in
            ListedProject(name: name, status: status(of: containers), configFiles: files(of: containers))
        }.sorted { $0.name < $1.name }
    }

    private static func status(of containers: [ObservedContainer]) -> String {
        let states = Dictionary(grouping: containers, by: \.state.rawValue)
        return states.sorted { $0.key < $1.key }.map { "\($0)(\($1.count))" }.joined(separator: ", ")
    }

    private static func files(of containers: [ObservedContainer]) -> String {
        var seen: Set<String> = []
        let files = containers.flatMap { container in
            (container.labels[ComposeLabel.configFiles] ?? "").split(separator: ",").map(String.init)
        }.filter { seen.insert($0).inserted }
        return files.isEmpty ? "N/A" : files.joined(separator: ",")
    }
}
