package import Diagnostics

/// Where a value of the finished project comes from.
package struct ValueOrigin: Sendable, Hashable {
    package enum Cause: Sendable, Hashable {
        /// A file says it: a compose file, or the env or label file of a service.
        case written(SourceLocation)
        /// No file says it; the specification does, or variables alone.
        case implied
        /// An option of the command line.
        case commandLine
        /// The project directory, whose name is that of the project.
        case directory
    }

    package var cause: Cause
    /// Those that went into it, in the order they are written.
    package var variables: [VariableOrigin]

    package init(_ cause: Cause, variables: [VariableOrigin] = []) {
        self.cause = cause
        self.variables = variables
    }
}
