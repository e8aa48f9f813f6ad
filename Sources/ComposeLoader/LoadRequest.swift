/// What is to be loaded and how.
package struct LoadRequest: Sendable {
    /// The files named with `-f`, in order; `-` is standard input.
    ///
    /// When there are none, `COMPOSE_FILE` and discovery decide.
    package var files: [String] = []
    /// The name given with `-p`.
    package var projectName: String?
    /// The directory that relative paths start from; nil is that of the first file.
    package var projectDirectory: String?
    /// The files named with `--env-file`; when there are none, `COMPOSE_ENV_FILES` and `.env` decide.
    package var environmentFiles: [String] = []
    /// The profiles named with `--profile`; when there are none, `COMPOSE_PROFILES` decides.
    package var profiles: [String] = []
    /// Absolute.
    package var currentDirectory: String
    /// The environment of the process.
    package var environment: [String: String]
    /// Reads standard input to its end.
    package var standardInput: @Sendable () -> [UInt8]
    /// Fetches what is not on this machine; nil refuses it.
    package var remote: (any RemoteFiles)?
    /// Whether variables are replaced; off for `--no-interpolate`.
    package var interpolates = true
    /// Whether what the specification implies is written out: the default network, full names and the like.
    package var normalizes = true
    /// Whether relative paths become absolute.
    package var resolvesPaths = true
    /// Whether the `env_file` of every service is read now; if not, it is done after services were selected.
    package var resolvesEnvironment = true
    /// Whether references between parts of the project are checked.
    package var checksConsistency = true
    /// Whether the user is told of what is allowed and most likely not meant; goes with the check of references.
    package var advises = true
    /// The services named on the command line: their profiles become active.
    package var targets: [String] = []

    package init(
        currentDirectory: String,
        environment: [String: String],
        standardInput: @escaping @Sendable () -> [UInt8] = { [] }
    ) {
        self.currentDirectory = currentDirectory
        self.environment = environment
        self.standardInput = standardInput
    }
}
