import Diagnostics

/// Takes down what the env and label files of services give, for `Provenance`.
///
/// Lives for one synchronous resolution of a project.
package final class SettingsRecorder {
    private let currentDirectory: String
    /// By the dotted path of the attribute that they add to, in the order they are read.
    private(set) var files: [String: [FileSettings]] = [:]

    /// - Parameter currentDirectory: absolute; files below it are shown relative to it.
    package init(currentDirectory: String) {
        self.currentDirectory = currentDirectory
    }

    /// The name that places in a file carry.
    func name(of path: String) -> String { PathSyntax.displayed(path, in: currentDirectory) }

    func add(_ file: FileSettings, to attribute: String) { files[attribute, default: []].append(file) }
}

/// What one env or label file gives to one service.
struct FileSettings: Sendable {
    struct Value: Sendable {
        var text: String
        var place: SourceLocation
    }

    /// Where the service names the file.
    var namedAt: SourceLocation?
    var values: [String: Value]
}
