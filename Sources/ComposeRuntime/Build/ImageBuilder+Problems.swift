internal import ComposeModel
internal import Diagnostics
internal import FoundationEssentials
internal import OrderedCollections

extension ImageBuilder {
    /// What can be told of a build without starting it: its problems, with the places that name them.
    static func problems(of build: Build, _ service: Service, _ project: Project) -> [Diagnostic] {
        let unsupported = unsupportedKeys(of: build).map { key in
            Diagnostic(
                .error,
                "build of service '\(service.name)' asks for '\(key)', which the engine's own builder cannot do",
                path: "services.\(service.name).build.\(key)",
                at: service.locations["build.\(key)"]
            )
        }
        return unsupported + (contextProblem(of: build, service, project).map { [$0] } ?? [])
    }

    static func unsupportedKeys(of build: Build) -> [String] {
        var keys: [String] = []
        if build.platforms.count > 1 { keys.append("platforms") }
        if build.privileged { keys.append("privileged") }
        if !build.additionalContexts.isEmpty { keys.append("additional_contexts") }
        if !build.ssh.isEmpty { keys.append("ssh") }
        if !build.secrets.isEmpty { keys.append("secrets") }
        return keys
    }

    private static func contextProblem(of build: Build, _ service: Service, _ project: Project) -> Diagnostic? {
        let context = build.context ?? project.workingDirectory
        guard !isRemote(context) else { return nil }
        var isDirectory = false
        let exists = FileManager.default.fileExists(atPath: context, isDirectory: &isDirectory)
        guard exists, isDirectory else {
            return Diagnostic(
                .error,
                "build context '\(context)' of service '\(service.name)' \(exists ? "is no directory" : "does not exist")",
                path: "services.\(service.name).build.context",
                at: service.locations["build.context"] ?? service.locations["build"],
                hint: "create it, or name the directory that holds the Dockerfile"
            )
        }
        guard build.inlineDockerfile == nil else { return nil }
        let name = build.dockerfile ?? "Dockerfile"
        let path = name.hasPrefix("/") ? name : "\(context)/\(name)"
        guard !FileManager.default.isReadableFile(atPath: path) else { return nil }
        return Diagnostic(
            .error,
            "Dockerfile '\(path)' of service '\(service.name)' cannot be read",
            path: "services.\(service.name).build.dockerfile",
            at: service.locations["build.dockerfile"] ?? service.locations["build.context"]
                ?? service.locations["build"],
            hint: nearestName(to: name, among: names(in: context)).map { "did you mean '\($0)'?" }
        )
    }

    private static func names(in directory: String) -> [String] {
        // A directory that cannot be listed has no name to suggest.
        (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
    }
}
