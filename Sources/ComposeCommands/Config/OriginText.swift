internal import ComposeLoader
internal import Diagnostics

/// Where a value comes from, in a few words.
enum OriginText {
    /// `compose.yaml:4, TAG from .env:1`; `implied` for what nobody has written.
    static func of(_ origin: ValueOrigin) -> String {
        let variables = origin.variables.map { of($0) }
        let cause: String? =
            switch origin.cause {
            case .written(let place): line(place)
            case .implied: variables.isEmpty ? "implied" : nil
            case .commandLine: "--project-name"
            case .directory: "the name of the project directory"
            }
        return ([cause].compactMap { $0 } + variables).joined(separator: ", ")
    }

    /// `TAG from .env:1`.
    static func of(_ variable: VariableOrigin) -> String {
        switch variable.source {
        case .process: "\(variable.name) from the environment"
        case .file(let place): "\(variable.name) from \(line(place))"
        case .fallback: "default of \(variable.name)"
        case .projectName: "\(variable.name) is the name of the project"
        case .unset: "\(variable.name) is not set"
        }
    }

    private static func line(_ place: SourceLocation) -> String { "\(place.file):\(place.line)" }
}
