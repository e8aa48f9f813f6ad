package import ComposeModel
package import Diagnostics
import OrderedCollections

/// Gives services the variables and labels of the files they name, and secrets and configs what variables hold for them.
package enum ServiceEnvironment {
    /// Resolves all enabled services, reading their files from disk.
    ///
    /// Doing it again changes nothing.
    ///
    /// - Parameters:
    ///   - project: afterwards its services have all their variables and name no `env_file`; label files stay named,
    ///     because the config hash covers their paths.
    ///   - collector: receives files that are missing or cannot be understood.
    ///   - recorder: takes down what the files give; nil takes nothing down.
    package static func resolve(
        _ project: inout Project,
        into collector: inout DiagnosticCollector,
        recording recorder: SettingsRecorder? = nil
    ) {
        resolve(&project, readFile: LocalFile.read, into: &collector, recording: recorder)
    }

    /// As `resolve(_:into:)`, with files read by a function.
    ///
    /// - Parameters:
    ///   - project: as above.
    ///   - readFile: gives the bytes of an absolute path.
    ///   - nameOf: the name that places in a file carry.
    ///   - collector: as above.
    ///   - recorder: as above.
    static func resolve(
        _ project: inout Project,
        readFile: @escaping (String) throws(LocalFile.Problem) -> [UInt8],
        nameOf: @escaping (String) -> String = { $0 },
        into collector: inout DiagnosticCollector,
        recording recorder: SettingsRecorder? = nil
    ) {
        resolveContents(&project)
        var resolution = ServiceResolution(
            environment: project.environment,
            files: SettingsFiles(readFile: readFile, nameOf: nameOf),
            collector: collector,
            recorder: recorder
        )
        for index in project.services.values.indices {
            resolution.resolveVariables(of: &project.services.values[index])
            resolution.resolveLabels(of: &project.services.values[index])
        }
        collector = resolution.collector
    }

    /// Takes the content of secrets and configs from the variables they name; one that is unset leaves them without.
    package static func resolveContents(_ project: inout Project) {
        for index in project.secrets.values.indices { project.secrets.values[index].takeContent(project.environment) }
        for index in project.configs.values.indices { project.configs.values[index].takeContent(project.environment) }
    }
}

extension FileObject {
    fileprivate mutating func takeContent(_ variables: [String: String]) {
        guard let environment, let value = variables[environment] else { return }
        content = value
    }
}
